/// The database, and what is kept in it.
@NullMarked
package io.github.sddtool.store;

import org.jspecify.annotations.NullMarked;
