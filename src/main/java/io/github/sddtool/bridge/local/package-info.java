/// A working tree and a project of a server's store, kept alike from the working tree's side.
@NullMarked
package io.github.sddtool.bridge.local;

import org.jspecify.annotations.NullMarked;
