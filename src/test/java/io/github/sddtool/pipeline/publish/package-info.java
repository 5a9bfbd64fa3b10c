/// From a delivery to its effects, on a real database.
@NullMarked
package io.github.sddtool.pipeline.publish;

import org.jspecify.annotations.NullMarked;
