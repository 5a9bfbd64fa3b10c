package io.github.sddtool.forge;

import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a forge refuses for good.
public final class Refused {
  private Refused() {}

  /// Publishes a check and then, where there is one, a comment; each by itself.
  public static List<Effect> eachAlone(
      Publication publication,
      Function<CheckState, Effect> check,
      Function<SummaryComment, Effect> comment) {
    Target target = publication.target();
    var effects = new ArrayList<Effect>();
    effects.add(asEffect("check", target.checkPlace(), () -> check.apply(publication.check())));
    publication
        .comment()
        .ifPresent(one ->
            effects.add(asEffect("comment", target.commentPlace(), () -> comment.apply(one))));
    return List.copyOf(effects);
  }

  /// Publishes one thing. A refusal for good is an effect, so that a check that may not be set
  /// keeps no comment from being written; what may succeed later is thrown on.
  ///
  /// @throws ForgeFault that asks for another try
  private static Effect asEffect(String what, String where, Supplier<Effect> publish) {
    try {
      return publish.get();
    } catch (ForgeFault fault) {
      return switch (fault.retry()) {
        case Retry.Never() -> new Effect.Failed(what, where, fault.message());
        case Retry.Backoff(), Retry.After(_) -> throw fault;
      };
    }
  }
}
