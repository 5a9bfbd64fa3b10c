/// Conditions that people write, such as `score_drop > 15%`: read, checked and decided.
@NullMarked
package io.github.sddtool.analysis.condition;

import org.jspecify.annotations.NullMarked;
