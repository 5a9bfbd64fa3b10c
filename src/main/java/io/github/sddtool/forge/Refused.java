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

  /// How each part of a publication is shown.
  ///
  /// @param remarks gives an effect each
  public record Parts(
      Function<CheckState, Effect> check,
      Function<SummaryComment, Effect> comment,
      Function<Labels, Effect> labels,
      Function<List<Remark>, List<Effect>> remarks) {}

  /// Publishes the parts one after the other, the check first; each by itself.
  public static List<Effect> eachAlone(Publication publication, Parts parts) {
    Target target = publication.target();
    String place = target.commentPlace();
    var effects = new ArrayList<Effect>();
    effects.addAll(
        asEffects(
            "check", target.checkPlace(), () -> List.of(parts.check().apply(publication.check()))));
    publication
        .comment()
        .ifPresent(one ->
            effects.addAll(asEffects("comment", place, () -> List.of(parts.comment().apply(one)))));
    if (!publication.labels().isNothing()) {
      effects.addAll(
          asEffects("labels", place, () -> List.of(parts.labels().apply(publication.labels()))));
    }
    publication
        .remarks()
        .ifPresent(
            all -> effects.addAll(asEffects("threads", place, () -> parts.remarks().apply(all))));
    return List.copyOf(effects);
  }

  /// Publishes one thing. A refusal for good is an effect, so that a check that may not be set
  /// keeps no comment from being written; what may succeed later is thrown on.
  ///
  /// @throws ForgeFault that asks for another try
  public static List<Effect> asEffects(String what, String where, Supplier<List<Effect>> publish) {
    try {
      return publish.get();
    } catch (ForgeFault fault) {
      return switch (fault.retry()) {
        case Retry.Never() -> List.of(new Effect.Failed(what, where, fault.message()));
        case Retry.Backoff(), Retry.After(_) -> throw fault;
      };
    }
  }
}
