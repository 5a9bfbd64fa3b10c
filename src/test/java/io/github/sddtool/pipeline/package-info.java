/// From a delivery to its effects, on a real database.
@NullMarked
package io.github.sddtool.pipeline;

import org.jspecify.annotations.NullMarked;
