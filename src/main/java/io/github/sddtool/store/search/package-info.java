/// Full text of specs: how text becomes words, and the index that is asked for them.
@NullMarked
package io.github.sddtool.store.search;

import org.jspecify.annotations.NullMarked;
