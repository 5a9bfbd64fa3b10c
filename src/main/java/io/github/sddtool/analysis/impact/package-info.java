/// What a change touches, directly and transitively.
@NullMarked
package io.github.sddtool.analysis.impact;

import org.jspecify.annotations.NullMarked;
