/// Checks: named questions about specs and traces that answer with findings.
@NullMarked
package io.github.sddtool.analysis.rules;

import org.jspecify.annotations.NullMarked;
