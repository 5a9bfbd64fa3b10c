package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.store.search.MemorySearch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

// @spec cli/search#REQ-SEARCH-001
/// The specs of a working tree with their texts, for commands that look things up.
final class LocalSpecs {
  private LocalSpecs() {}

  /// Reads them.
  ///
  /// @throws UserFault when there is none
  static List<MemorySearch.Whole> read(SddCommand sdd) {
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      Change change = workspace.change(Optional.empty(), sdd.head());
      var cache = LocalCache.of(workspace, change.head(), sdd.ci());
      SpecSet specs =
          Engine.assessor(cache.memory())
              .assess(change, Request.of(Question.VALIDATE))
              .survey()
              .specs();
      cache.save();
      if (specs.isEmpty()) {
        throw UserFault.nothingFound("The repository has no spec at all.");
      }
      return specs.specs().stream()
          .map(spec -> new MemorySearch.Whole(spec, text(change.head(), spec)))
          .toList();
    }
  }

  /// All of a spec's text; of one that was too large to read none.
  private static String text(Snapshot files, Spec spec) {
    return spec.body().isUnread()
        ? ""
        : files
            .find(spec.path())
            .map(file -> new String(files.read(file), StandardCharsets.UTF_8))
            .orElse("");
  }

  /// What a terminal takes for an order is left out.
  static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
