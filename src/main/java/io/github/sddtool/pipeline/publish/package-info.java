/// From a report to what a forge shows.
@NullMarked
package io.github.sddtool.pipeline.publish;

import org.jspecify.annotations.NullMarked;
