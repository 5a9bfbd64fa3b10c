/// The language in which specs are asked for, read and decided without any database.
@NullMarked
package io.github.sddtool.store.query;

import org.jspecify.annotations.NullMarked;
