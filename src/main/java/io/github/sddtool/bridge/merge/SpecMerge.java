package io.github.sddtool.bridge.merge;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.lens.Parts;
import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.Optional;

// @spec app/bridge#REQ-BRIDGE-006, app/bridge#REQ-BRIDGE-007
/// Merges what git and the store say of a spec, part by part, with what both last agreed on. Parts
/// that one side changed are taken from it; a part that both changed is merged by lines, and where
/// that cannot be, it clashes, alone. Pure: the same texts give the same answer, and merging what
/// was merged changes nothing.
public final class SpecMerge {
  private final SpecLens lens;
  private final Ruling ruling;

  public SpecMerge(SpecLens lens, Ruling ruling) {
    this.lens = lens;
    this.ruling = ruling;
  }

  /// Merges two texts of one spec.
  ///
  /// @param path by which the texts are read
  /// @param base what both started from; empty where the spec is new on both sides
  /// @param past what the store said since
  public Merged merge(RepoPath path, String base, String git, String store, Past past) {
    if (git.equals(store)) {
      return new Merged(git, git, git, git, List.of(), List.of());
    }
    Parts started = lens.get(path, base);
    Parts inGit = lens.get(path, git);
    Parts inStore = lens.get(path, store);
    if (List.of(started, inGit, inStore).stream().anyMatch(SpecMerge::repeatsNames)) {
      return whole(base, git, store, past);
    }
    Weave.Woven woven = new Weave(ruling, past, started, inGit, inStore).woven();
    return holds(path, woven) && isSettled(path, inGit, woven)
        ? merged(woven)
        : whole(base, git, store, past);
  }

  /// Whether a requirement or a field is there twice, so that its name does not tell which is
  /// meant.
  private static boolean repeatsNames(Parts parts) {
    List<Part> named =
        parts.list().stream()
            .filter(part -> part.kind() == Part.Kind.REQUIREMENT || part.kind() == Part.Kind.FIELD)
            .toList();
    return named.stream().map(Part::label).distinct().count() < named.size();
  }

  private boolean holds(RepoPath path, Weave.Woven woven) {
    return lens.holds(path, woven.git()) && lens.holds(path, woven.store());
  }

  /// Whether the answer is the same once the store has its text, and once git has its own.
  private boolean isSettled(RepoPath path, Parts inGit, Weave.Woven woven) {
    Parts toGit = lens.get(path, woven.git().text());
    Parts toStore = lens.get(path, woven.store().text());
    return gives(woven, again(lens.get(path, woven.seenInGit().text()), inGit, toStore))
        && gives(woven, again(lens.get(path, woven.seenInStore().text()), toGit, toStore));
  }

  private Weave.Woven again(Parts base, Parts git, Parts store) {
    return new Weave(ruling, Past.NONE, base, git, store).woven();
  }

  private static boolean gives(Weave.Woven expected, Weave.Woven given) {
    return given.git().reads(expected.git())
        && given.store().reads(expected.store())
        && given.clashes().size() == expected.clashes().size();
  }

  private static Merged merged(Weave.Woven woven) {
    return new Merged(
        woven.git().text(),
        woven.store().text(),
        woven.seenInGit().text(),
        woven.seenInStore().text(),
        woven.clashes(),
        woven.overruled());
  }

  /// Texts that fall apart in another way once they are merged are merged as one part.
  private Merged whole(String base, String git, String store, Past past) {
    var slot = new Settlement.Slot(part(base), part(git), part(store));
    Settled settled = new Settlement(ruling, slot, past.saidAll(git)).settle();
    boolean clash = settled.isClash();
    return new Merged(
        text(settled.git()),
        text(settled.store()),
        clash ? base : git,
        clash ? base : store,
        clash ? List.of(slot.clash()) : List.of(),
        settled.state() == Settled.State.OVERRULED ? List.of(slot.clash()) : List.of());
  }

  private static Optional<Part> part(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new Part(Part.Kind.FRAME, "text", text));
  }

  private static String text(Optional<Part> part) {
    return part.map(Part::text).orElse("");
  }

  /// A past made of texts that the store had.
  public Past past(RepoPath path, List<String> texts) {
    List<Parts> earlier = texts.stream().map(text -> lens.get(path, text)).toList();
    return new EarlierTexts(texts, earlier);
  }

  /// @param texts whole
  /// @param parts of each
  private record EarlierTexts(List<String> texts, List<Parts> parts) implements Past {
    @Override
    public boolean said(Part part) {
      return parts.stream().anyMatch(one -> one.list().contains(part));
    }

    @Override
    public boolean lacked(Part part) {
      return parts.stream()
          .anyMatch(one ->
              one.list().stream()
                  .noneMatch(
                      other -> other.kind() == part.kind() && other.name().equals(part.name())));
    }

    @Override
    public boolean saidAll(String text) {
      return texts.contains(text);
    }
  }
}
