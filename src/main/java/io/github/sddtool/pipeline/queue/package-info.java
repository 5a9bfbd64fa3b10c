/// Jobs waiting: merged by key, one at a time per key, retried.
@NullMarked
package io.github.sddtool.pipeline.queue;

import org.jspecify.annotations.NullMarked;
