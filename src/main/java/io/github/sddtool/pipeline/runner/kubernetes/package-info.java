/// Assessments in Jobs of the cluster that the server runs in.
@NullMarked
package io.github.sddtool.pipeline.runner.kubernetes;

import org.jspecify.annotations.NullMarked;
