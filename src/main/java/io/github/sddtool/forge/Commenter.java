package io.github.sddtool.forge;

import io.github.sddtool.audit.Effect;

/// Shows the one summary comment on a request.
@FunctionalInterface
public interface Commenter {
  /// Says the same twice without harm; says nothing where the target's commit is the request's head
  /// no more.
  ///
  /// @throws io.github.sddtool.fault.ForgeFault when the forge does not answer as asked
  Effect show(Target target, SummaryComment comment);
}
