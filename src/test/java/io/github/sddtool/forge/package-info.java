/// Tests of what forges have in common.
@NullMarked
package io.github.sddtool.forge;

import org.jspecify.annotations.NullMarked;
