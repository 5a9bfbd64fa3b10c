/// Tests of how markers are joined to requirements.
@NullMarked
package io.github.sddtool.analysis.trace;

import org.jspecify.annotations.NullMarked;
