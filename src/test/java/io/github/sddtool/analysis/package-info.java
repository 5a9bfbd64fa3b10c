/// Tests of what we find out about a change.
@NullMarked
package io.github.sddtool.analysis;

import org.jspecify.annotations.NullMarked;
