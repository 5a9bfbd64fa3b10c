/// Tests that look at the whole.
@NullMarked
package io.github.sddtool;

import org.jspecify.annotations.NullMarked;
