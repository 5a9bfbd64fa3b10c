package io.github.sddtool.bridge.mirror;

import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads `.sdd/server.yml`. What it does not say is as usual; a word it may not say is an error
/// that names file, line and choices.
public final class MirrorSettingsReader {
  /// Where the file stands.
  public static final RepoPath FILE = new RepoPath(".sdd/server.yml");

  private static final Set<String> TOP = Set.of("server", "sync");
  private static final Set<String> SERVER = Set.of("url", "project");
  private static final Set<String> SYNC =
      Set.of("mode", "auto_push", "auto_pull", "conflict_resolution", "authority");
  private static final Set<String> AUTHORITY = Set.of("path", "field", "wins");

  private static final Map<String, MirrorSettings.Mode> MODES =
      Map.of(
          "git-primary", MirrorSettings.Mode.GIT_PRIMARY,
          "server-primary", MirrorSettings.Mode.SERVER_PRIMARY,
          "bidirectional", MirrorSettings.Mode.BIDIRECTIONAL);

  private static final Map<String, MirrorSettings.Resolution> RESOLUTIONS =
      Map.of(
          "prompt", MirrorSettings.Resolution.PROMPT,
          "local", MirrorSettings.Resolution.LOCAL,
          "remote", MirrorSettings.Resolution.REMOTE,
          "merge", MirrorSettings.Resolution.MERGE);

  private static final Map<String, Authority> WINNERS =
      Map.of("git", Authority.GIT, "store", Authority.STORE, "both", Authority.BOTH);

  private MirrorSettingsReader() {}

  /// The settings of a snapshot; the usual ones where it has none.
  ///
  /// @throws UserFault when the file says what it may not
  public static MirrorSettings of(Snapshot snapshot) {
    return snapshot
        .find(FILE)
        .map(file -> read(new String(snapshot.read(file), StandardCharsets.UTF_8)))
        .orElse(MirrorSettings.USUAL);
  }

  /// Reads the text of the file.
  ///
  /// @throws UserFault when it says what it may not
  public static MirrorSettings read(String text) {
    return switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) -> throw wrong(line, problem);
      case YamlReading.Read(YamlValue.Mapping top) -> settings(top);
      case YamlReading.Read(YamlValue other) ->
          throw wrong(other.line(), "`key: value` pairs belong here, not " + other.kind());
    };
  }

  private static MirrorSettings settings(YamlValue.Mapping top) {
    known(top, TOP);
    YamlValue.Mapping sync = mapping(top, "sync");
    known(sync, SYNC);
    MirrorSettings usual = MirrorSettings.USUAL;
    return new MirrorSettings(
        server(mapping(top, "server")),
        choice(sync, "mode", MODES).orElse(usual.mode()),
        flag(sync, "auto_push"),
        flag(sync, "auto_pull"),
        choice(sync, "conflict_resolution", RESOLUTIONS).orElse(usual.resolution()),
        exceptions(sync));
  }

  private static Optional<MirrorSettings.Server> server(YamlValue.Mapping server) {
    known(server, SERVER);
    return server
        .text("url")
        .map(url -> new MirrorSettings.Server(url.strip(), server.text("project").orElse("")));
  }

  private static List<MirrorSettings.Except> exceptions(YamlValue.Mapping sync) {
    var exceptions = new ArrayList<MirrorSettings.Except>();
    if (sync.get("authority").orElse(new YamlValue.Empty(1)) instanceof YamlValue.Sequence list) {
      for (YamlValue one : list.items()) {
        if (!(one instanceof YamlValue.Mapping mapping)) {
          throw wrong(one.line(), "`{path: …, field: …, wins: git|store|both}` belongs here");
        }
        known(mapping, AUTHORITY);
        exceptions.add(
            new MirrorSettings.Except(
                mapping.text("path").map(path -> path.strip().replaceFirst("/(\\*\\*)?$", "")),
                mapping.text("field"),
                choice(mapping, "wins", WINNERS)
                    .orElseThrow(() -> wrong(mapping.line(), "`wins` is missing"))));
      }
    }
    return exceptions;
  }

  private static YamlValue.Mapping mapping(YamlValue.Mapping of, String key) {
    return switch (of.get(key).orElse(new YamlValue.Empty(of.line()))) {
      case YamlValue.Mapping mapping -> mapping;
      case YamlValue.Empty empty -> new YamlValue.Mapping(empty.line(), Map.of());
      case YamlValue other ->
          throw wrong(other.line(), "`" + key + "` holds `key: value` pairs, not " + other.kind());
    };
  }

  private static void known(YamlValue.Mapping mapping, Set<String> keys) {
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!keys.contains(key)) {
            throw wrong(
                value.line(),
                "unknown key '" + key + "'. One of: " + String.join(", ", new TreeSet<>(keys)));
          }
        });
  }

  private static boolean flag(YamlValue.Mapping mapping, String key) {
    return choice(mapping, key, Map.of("true", true, "false", false)).orElse(true);
  }

  private static <T> Optional<T> choice(
      YamlValue.Mapping mapping, String key, Map<String, T> choices) {
    return mapping
        .text(key)
        .map(text ->
            Optional.ofNullable(choices.get(text.strip()))
                .orElseThrow(() ->
                    wrong(
                        mapping.get(key).map(YamlValue::line).orElse(1),
                        "`%s: %s` is unknown. One of: %s"
                            .formatted(
                                key, text, String.join(", ", new TreeSet<>(choices.keySet()))))));
  }

  private static UserFault wrong(int line, String problem) {
    return UserFault.usage(FILE + ":" + line + ": " + problem + ".");
  }
}
