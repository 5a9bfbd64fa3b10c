/// Who did what to the store, line by line, for good.
@NullMarked
package io.github.sddtool.store.trail;

import org.jspecify.annotations.NullMarked;
