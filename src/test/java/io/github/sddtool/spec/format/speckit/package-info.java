/// Tests of the format `speckit`.
@NullMarked
package io.github.sddtool.spec.format.speckit;

import org.jspecify.annotations.NullMarked;
