/// What formats share in reading prose: task boxes, file paths, open points.
@NullMarked
package io.github.sddtool.spec.prose;

import org.jspecify.annotations.NullMarked;
