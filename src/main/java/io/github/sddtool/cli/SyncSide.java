package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Credentials;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.ServerClient;
import io.github.sddtool.bridge.local.Change;
import io.github.sddtool.bridge.local.LocalBook;
import io.github.sddtool.bridge.local.LocalSpec;
import io.github.sddtool.bridge.local.Merger;
import io.github.sddtool.bridge.local.Overlay;
import io.github.sddtool.bridge.local.WorkingFiles;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.bridge.mirror.MirrorSettings;
import io.github.sddtool.bridge.mirror.MirrorSettingsReader;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Spec;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

// @spec cli/server#REQ-SRV-002
/// A working tree that is connected with a server: its specs, what is known of the server's, and
/// the way there.
final class SyncSide implements AutoCloseable {
  private static final String BOOKS = "sync";

  private final SddCommand sdd;
  private final Console console;
  private final Workspace workspace;
  private final MirrorSettings settings;
  private final Snapshot files;
  private final List<RepoPath> unread = new ArrayList<>();

  private SyncSide(SddCommand sdd, Console console, Workspace workspace, MirrorSettings settings) {
    this.sdd = sdd;
    this.console = console;
    this.workspace = workspace;
    this.settings = settings;
    this.files = workspace.files();
  }

  /// Opens the folder that the command looks at.
  ///
  /// @throws UserFault when no server is connected
  static SyncSide open(SddCommand sdd, Console console) {
    Workspace workspace = Workspace.open(sdd.folder());
    try {
      MirrorSettings settings =
          workspace
              .text(MirrorSettingsReader.FILE)
              .map(MirrorSettingsReader::read)
              .orElse(MirrorSettings.USUAL);
      if (settings.server().isEmpty()) {
        throw UserFault.usage(
            "No server is connected: `sdd server connect URL` names one in "
                + MirrorSettingsReader.FILE
                + ".");
      }
      return new SyncSide(sdd, console, workspace, settings);
    } catch (RuntimeException e) {
      workspace.close();
      throw e;
    }
  }

  MirrorSettings.Server server() {
    return settings.server().orElseThrow();
  }

  /// The way to the server, asked as the project of the settings.
  ServerClient client(String message) {
    return client(server().project(), message);
  }

  ServerClient client(String project, String message) {
    return new ServerClient(
        address(server().url()),
        project,
        new Credentials(console.environment()).of(server().url()),
        console.environment(),
        message);
  }

  /// An address that can be asked.
  ///
  /// @throws UserFault when it is none
  static URI address(String url) {
    try {
      URI uri = URI.create(url.strip());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw UserFault.usage("'" + url + "' is no address such as https://sdd.example.com.");
  }

  /// The book, for this process alone.
  LocalBook book() {
    return LocalBook.open(folder(), server().url(), server().project());
  }

  /// The book as it is now.
  LocalBook look() {
    return LocalBook.look(folder(), server().url(), server().project());
  }

  private Path folder() {
    return workspace
        .cacheFolder(files)
        .orElseThrow(() ->
            UserFault.usage(
                ("What is known of the server is kept in %s, in which the repository has files or a"
                        + " link of its own: remove them with `git rm -r --cached %s` and delete"
                        + " the folder.")
                    .formatted(Workspace.CACHE, Workspace.CACHE)))
        .resolve(BOOKS);
  }

  WorkingFiles workingFiles() {
    return new WorkingFiles(workspace.root().toAbsolutePath().normalize());
  }

  Merger merger() {
    return Merger.of(Engine.FORMATS, settings.resolution());
  }

  /// The specs of the working tree.
  List<LocalSpec> specs() {
    var all = new ArrayList<LocalSpec>();
    var seen = new HashSet<RepoPath>();
    WorkingFiles texts = workingFiles();
    for (Spec spec : find(files)) {
      if (seen.add(spec.path())) {
        Optional<String> text = texts.read(spec.path());
        if (text.isEmpty()) {
          unread.add(spec.path());
        } else {
          all.add(LocalSpec.of(spec.id(), spec.format(), new FileState(spec.path(), text.get())));
        }
      }
    }
    return all;
  }

  /// Specs that [#specs()] left out: no UTF-8, too large, or reached by a link.
  List<RepoPath> unread() {
    return List.copyOf(unread);
  }

  private List<Spec> find(Snapshot snapshot) {
    var cache = LocalCache.of(workspace, files, sdd.ci());
    List<Spec> found =
        List.copyOf(
            Engine.assessor(cache.memory())
                .assess(io.github.sddtool.source.Change.of(snapshot), Request.of(Question.VALIDATE))
                .survey()
                .specs()
                .specs());
    cache.save();
    return found;
  }

  /// Which of the new places that are to be written would be read as specs.
  Set<RepoPath> fit(Collection<Change> changes) {
    Map<RepoPath, String> added = new HashMap<>();
    for (Change change : changes) {
      change
          .merged()
          .git()
          .filter(file -> change.here().filter(h -> h.path().equals(file.path())).isEmpty())
          .ifPresent(file -> added.put(file.path(), file.text()));
    }
    return added.isEmpty()
        ? Set.of()
        : find(new Overlay(files, added)).stream().map(Spec::path).collect(Collectors.toSet());
  }

  /// Whether a spec is what somebody named: by its id, its path, or nothing at all.
  boolean isNamed(Change change, List<String> names) {
    return names.isEmpty()
        || names.stream()
            .map(workspace::name)
            .anyMatch(name -> name.equals(change.id()) || name.equals(change.path().value()));
  }

  /// What a terminal takes for an order is left out.
  static String plain(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Override
  public void close() {
    workspace.close();
  }
}
