/// What jobs write to forges: kept before it leaves and after it was answered.
@NullMarked
package io.github.sddtool.pipeline.effect;

import org.jspecify.annotations.NullMarked;
