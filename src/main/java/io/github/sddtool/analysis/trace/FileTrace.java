package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.ItemId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the markers of one file came to, resolved by themselves: no other file's markers matter.
///
/// @param links each once, in the order of the markers
/// @param unanswered tags no document answers to
/// @param ids that its markers name, in lower case, also those that came to nothing
/// @param titled whether titles were looked for in it
/// @param cut the file itself, where it has more markers than are kept
public record FileTrace(
    List<Link> links,
    List<Dangling> dangling,
    List<Unanswered> unanswered,
    List<Ambiguous> ambiguous,
    List<PlacedTag> tags,
    Set<String> ids,
    boolean titled,
    Optional<RepoPath> cut) {
  /// Of a file that names nothing.
  public static final FileTrace NONE =
      new FileTrace(
          List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), false, Optional.empty());

  public FileTrace {
    links = List.copyOf(links);
    dangling = List.copyOf(dangling);
    unanswered = List.copyOf(unanswered);
    ambiguous = List.copyOf(ambiguous);
    tags = List.copyOf(tags);
    ids = Set.copyOf(ids);
  }

  /// Whether both say the same but for which code their links and tags speak of.
  public boolean equalsButForRegions(FileTrace other) {
    return dangling.equals(other.dangling)
        && unanswered.equals(other.unanswered)
        && ambiguous.equals(other.ambiguous)
        && cut.equals(other.cut)
        && ids.equals(other.ids)
        && titled == other.titled
        && links.stream()
            .map(FileTrace::withoutRegion)
            .toList()
            .equals(other.links.stream().map(FileTrace::withoutRegion).toList())
        && tags.stream()
            .map(FileTrace::withoutRegion)
            .toList()
            .equals(other.tags.stream().map(FileTrace::withoutRegion).toList());
  }

  private static Link withoutRegion(Link link) {
    return new Link(link.requirement(), link.at(), link.role(), link.status(), Optional.empty());
  }

  private static PlacedTag withoutRegion(PlacedTag tag) {
    return new PlacedTag(tag.at(), tag.tag(), tag.role(), Optional.empty());
  }

  /// A tag no document answers to; another tag, or another revision, still may.
  public record Unanswered(ItemId covers, Dangling dangling) {}
}
