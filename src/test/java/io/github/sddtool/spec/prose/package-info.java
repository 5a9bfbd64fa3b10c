/// Tests of what formats share in reading prose.
@NullMarked
package io.github.sddtool.spec.prose;

import org.jspecify.annotations.NullMarked;
