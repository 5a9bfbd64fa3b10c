/// The query language.
@NullMarked
package io.github.sddtool.store.query;

import org.jspecify.annotations.NullMarked;
