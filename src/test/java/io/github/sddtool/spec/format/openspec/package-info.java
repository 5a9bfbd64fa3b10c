/// Tests of how OpenSpec is read.
@NullMarked
package io.github.sddtool.spec.format.openspec;

import org.jspecify.annotations.NullMarked;
