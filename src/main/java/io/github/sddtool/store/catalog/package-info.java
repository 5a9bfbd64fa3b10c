/// What can be asked of stored specs: lists, parts, dependencies, history and queries.
@NullMarked
package io.github.sddtool.store.catalog;

import org.jspecify.annotations.NullMarked;
