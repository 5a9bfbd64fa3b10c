/// The keys with which people and programs ask the server: given, shown, taken back.
@NullMarked
package io.github.sddtool.store.key;

import org.jspecify.annotations.NullMarked;
