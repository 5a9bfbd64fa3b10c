/// Scores and what they tell, on both databases.
@NullMarked
package io.github.sddtool.store.score;

import org.jspecify.annotations.NullMarked;
