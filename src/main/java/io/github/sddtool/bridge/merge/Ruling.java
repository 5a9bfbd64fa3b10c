package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import java.util.function.Function;

/// How contradictions are settled.
///
/// @param authority whose word counts for a part
/// @param otherwise whose word counts where both count and contradict each other; [Authority#BOTH]
///   to ask a person
public record Ruling(Function<Part, Authority> authority, Authority otherwise) {
  /// Both sides count, and people are asked.
  public static final Ruling ASK = new Ruling(_ -> Authority.BOTH, Authority.BOTH);
}
