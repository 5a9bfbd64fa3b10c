/// What forges told us and we did not hear: found, and made good.
@NullMarked
package io.github.sddtool.pipeline.gap;

import org.jspecify.annotations.NullMarked;
