/// Deliveries received: kept first, unique, replayable.
@NullMarked
package io.github.sddtool.pipeline.delivery;

import org.jspecify.annotations.NullMarked;
