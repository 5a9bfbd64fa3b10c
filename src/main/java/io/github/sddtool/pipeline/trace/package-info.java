/// What a delivery and its jobs did and how long it took, told to a collector of traces.
@NullMarked
package io.github.sddtool.pipeline.trace;

import org.jspecify.annotations.NullMarked;
