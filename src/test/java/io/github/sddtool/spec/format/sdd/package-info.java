/// Tests of the native format.
@NullMarked
package io.github.sddtool.spec.format.sdd;

import org.jspecify.annotations.NullMarked;
