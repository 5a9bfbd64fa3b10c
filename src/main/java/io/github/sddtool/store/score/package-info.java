/// How good specs and code were found to be, commit by commit, and what that tells over time.
@NullMarked
package io.github.sddtool.store.score;

import org.jspecify.annotations.NullMarked;
