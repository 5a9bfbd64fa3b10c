package io.github.sddtool.report;

import io.github.sddtool.source.Location;
import io.github.sddtool.source.RepoPath;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// What the reader of a report sees beside its content.
///
/// @param tool our version
/// @param baseName what people call the base, for example `main`
/// @param links where a place can be looked at, if anywhere
/// @param color whether text may carry terminal colours
/// @param folder where the folder that was looked at stands in its repository; empty for the whole
/// @param digest of the program that speaks; empty where it is not told
/// @param trend of the branch that the change goes into
/// @param width after how many columns text is wrapped; [LineWrap#NEVER] for programs
public record Style(
    String tool,
    String baseName,
    Function<Location, Optional<URI>> links,
    boolean color,
    int width,
    String folder,
    String digest,
    Trend trend) {

  /// A style whose lines are as long as they are.
  public Style(
      String tool, String baseName, Function<Location, Optional<URI>> links, boolean color) {
    this(tool, baseName, links, color, LineWrap.NEVER, "", "", Trend.NONE);
  }

  public static Style plain(String tool) {
    return new Style(tool, "base", _ -> Optional.empty(), false);
  }

  public Style withColor(boolean other) {
    return new Style(tool, baseName, links, other, width, folder, digest, trend);
  }

  public Style withBaseName(String other) {
    return new Style(tool, other, links, color, width, folder, digest, trend);
  }

  public Style withLinks(Function<Location, Optional<URI>> others) {
    return new Style(tool, baseName, others, color, width, folder, digest, trend);
  }

  public Style withWidth(int other) {
    return new Style(tool, baseName, links, color, other, folder, digest, trend);
  }

  public Style withFolder(String other) {
    return new Style(tool, baseName, links, color, width, other, digest, trend);
  }

  public Style withDigest(String other) {
    return new Style(tool, baseName, links, color, width, folder, other, trend);
  }

  public Style withTrend(Trend other) {
    return new Style(tool, baseName, links, color, width, folder, digest, other);
  }

  /// A path as it counts in the whole repository.
  public RepoPath path(RepoPath path) {
    return folder.isEmpty() ? path : RepoPath.of(folder + "/" + path.value());
  }

  /// A place as it counts in the whole repository.
  public Location at(Location at) {
    return folder.isEmpty() ? at : new Location(path(at.path()), at.line(), at.column());
  }
}
