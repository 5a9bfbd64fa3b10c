/// Lists, dependencies and history on both databases.
@NullMarked
package io.github.sddtool.store.catalog;

import org.jspecify.annotations.NullMarked;
