@NullMarked
package io.github.sddtool.pipeline.runner;

import org.jspecify.annotations.NullMarked;
