@NullMarked
package io.github.sddtool.pipeline.runner.kubernetes;

import org.jspecify.annotations.NullMarked;
