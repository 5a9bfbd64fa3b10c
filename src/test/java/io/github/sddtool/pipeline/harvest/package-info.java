/// Tests of reading default branches again.
@NullMarked
package io.github.sddtool.pipeline.harvest;

import org.jspecify.annotations.NullMarked;
