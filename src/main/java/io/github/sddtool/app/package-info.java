/// The object graph, wired by hand, and its settings.
@NullMarked
package io.github.sddtool.app;

import org.jspecify.annotations.NullMarked;
