/// The forge on this disk.
@NullMarked
package io.github.sddtool.forge.local;

import org.jspecify.annotations.NullMarked;
