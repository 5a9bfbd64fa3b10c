/// The guard as a job's work: it measures commits, gathers the evidence and does what was decided.
@NullMarked
package io.github.sddtool.pipeline.guarding;

import org.jspecify.annotations.NullMarked;
