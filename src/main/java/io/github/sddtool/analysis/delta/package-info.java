/// What a change does to requirements and scenarios.
@NullMarked
package io.github.sddtool.analysis.delta;

import org.jspecify.annotations.NullMarked;
