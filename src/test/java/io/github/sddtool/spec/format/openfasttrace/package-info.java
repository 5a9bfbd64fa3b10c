/// Tests of the OpenFastTrace format.
@NullMarked
package io.github.sddtool.spec.format.openfasttrace;

import org.jspecify.annotations.NullMarked;
