/// The laws of identity between base and head.
@NullMarked
package io.github.sddtool.analysis.delta;

import org.jspecify.annotations.NullMarked;
