/// Tests of the format `adr`.
@NullMarked
package io.github.sddtool.spec.format.adr;

import org.jspecify.annotations.NullMarked;
