/// Findings, the rules behind them, and the policy that judges them.
@NullMarked
package io.github.sddtool.analysis.finding;

import org.jspecify.annotations.NullMarked;
