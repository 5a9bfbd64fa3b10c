/// The command line: one class a command.
@NullMarked
package io.github.sddtool.cli;

import org.jspecify.annotations.NullMarked;
