/// Deliveries kept once, whatever happens.
@NullMarked
package io.github.sddtool.pipeline.delivery;

import org.jspecify.annotations.NullMarked;
