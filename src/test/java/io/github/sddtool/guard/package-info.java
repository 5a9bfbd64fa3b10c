/// What is done about a drop, decided from evidence.
@NullMarked
package io.github.sddtool.guard;

import org.jspecify.annotations.NullMarked;
