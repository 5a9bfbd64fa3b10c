/// A branch in git and a project in the store, kept alike.
@NullMarked
package io.github.sddtool.bridge.mirror;

import org.jspecify.annotations.NullMarked;
