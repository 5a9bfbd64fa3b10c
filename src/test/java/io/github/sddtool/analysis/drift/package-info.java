/// Drift between two surveys made by hand.
@NullMarked
package io.github.sddtool.analysis.drift;

import org.jspecify.annotations.NullMarked;
