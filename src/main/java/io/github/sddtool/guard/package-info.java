/// Quality over time: what a commit was measured to be, what set off a trigger, and what is done
/// about it, decided from evidence.
@NullMarked
package io.github.sddtool.guard;

import org.jspecify.annotations.NullMarked;
