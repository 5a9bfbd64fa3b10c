/// From an event to its effects: planning and handling jobs.
@NullMarked
package io.github.sddtool.pipeline;

import org.jspecify.annotations.NullMarked;
