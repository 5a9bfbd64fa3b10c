/// Where assessments run: in this process, or each in a box of its own.
@NullMarked
package io.github.sddtool.pipeline.runner;

import org.jspecify.annotations.NullMarked;
