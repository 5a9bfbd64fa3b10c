/// Searching on both databases.
@NullMarked
package io.github.sddtool.store.search;

import org.jspecify.annotations.NullMarked;
