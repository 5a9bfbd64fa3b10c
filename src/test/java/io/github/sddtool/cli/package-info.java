/// Tests of the command line.
@NullMarked
package io.github.sddtool.cli;

import org.jspecify.annotations.NullMarked;
