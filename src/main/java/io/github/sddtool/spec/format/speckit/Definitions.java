package io.github.sddtool.spec.format.speckit;

import io.github.sddtool.spec.markdown.Block;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which blocks of a spec define a requirement. A heading outranks a bullet, a bullet with a colon
/// outranks a table row, a row outranks a bullet that goes on in a sentence: where an id begins
/// blocks of several ranks, only the highest defines it and the others refer to it.
final class Definitions {
  private final Map<Integer, LocalId> byLine = new HashMap<>();

  private record Candidate(LocalId id, int rank) {}

  private Definitions() {}

  static Definitions of(List<Block> blocks) {
    Map<Integer, Candidate> candidates = new HashMap<>();
    Map<String, Integer> ranks = new HashMap<>();
    for (Block block : blocks) {
      candidate(block)
          .ifPresent(id -> {
            var candidate = new Candidate(id, rank(block, id));
            candidates.put(block.line(), candidate);
            ranks.merge(id.id(), candidate.rank(), Math::max);
          });
    }
    var definitions = new Definitions();
    candidates.forEach((line, candidate) -> {
      if (candidate.rank() == ranks.getOrDefault(candidate.id().id(), 0)) {
        definitions.byLine.put(line, candidate.id());
      }
    });
    return definitions;
  }

  /// The id a block defines.
  Optional<LocalId> at(Block block) {
    return Optional.ofNullable(byLine.get(block.line()));
  }

  private static Optional<LocalId> candidate(Block block) {
    return switch (block) {
      case Block.Heading heading when heading.level() > 1 -> LocalId.read(heading.text(), true);
      case Block.Item item ->
          LocalId.read(item.text().replace('\n', ' '), item.lines().getFirst().strongStart());
      case Block.Row row when !row.cells().isEmpty() ->
          LocalId.ofCell(
              row.cells().getFirst(),
              String.join("\n", row.cells().subList(1, row.cells().size())));
      case Block.Heading _, Block.Row _, Block.Paragraph _, Block.Code _ -> Optional.empty();
    };
  }

  private static int rank(Block block, LocalId id) {
    return switch (block) {
      case Block.Heading _ -> 4;
      case Block.Item _ -> id.separated() ? 3 : 1;
      case Block.Row _, Block.Paragraph _, Block.Code _ -> 2;
    };
  }
}
