/// Where people's edits of specs come in: each is one unit of work, with its line in the trail.
@NullMarked
package io.github.sddtool.store.desk;

import org.jspecify.annotations.NullMarked;
