/// The laws of the queue.
@NullMarked
package io.github.sddtool.pipeline.queue;

import org.jspecify.annotations.NullMarked;
