/// Findings a repository lives with: the baseline of old ones, and waivers of single ones.
@NullMarked
package io.github.sddtool.analysis.baseline;

import org.jspecify.annotations.NullMarked;
