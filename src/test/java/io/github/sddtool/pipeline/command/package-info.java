/// Commands in comments.
@NullMarked
package io.github.sddtool.pipeline.command;

import org.jspecify.annotations.NullMarked;
