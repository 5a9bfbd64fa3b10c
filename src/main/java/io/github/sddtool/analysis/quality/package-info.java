/// How good specs are as specs: scores that are the sum of documented items.
@NullMarked
package io.github.sddtool.analysis.quality;

import org.jspecify.annotations.NullMarked;
