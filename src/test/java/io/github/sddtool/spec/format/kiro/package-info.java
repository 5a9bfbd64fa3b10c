/// Tests of the format `kiro`.
@NullMarked
package io.github.sddtool.spec.format.kiro;

import org.jspecify.annotations.NullMarked;
