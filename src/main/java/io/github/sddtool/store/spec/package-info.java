/// Specs as a store holds them: what each says now, and every revision that led there.
@NullMarked
package io.github.sddtool.store.spec;

import org.jspecify.annotations.NullMarked;
