package io.github.sddtool.app;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

// @spec cli/server#REQ-SRV-001
/// The keys of a person, one a server: a line `URL KEY` each, in a file of the person's own and
/// never in a repository. The variable `SDD_API_KEY` goes before it.
public final class Credentials {
  private static final String VARIABLE = "SDD_API_KEY";

  private final Environment environment;
  private final Path file;

  public Credentials(Environment environment) {
    this.environment = environment;
    this.file =
        environment
            .get("XDG_CONFIG_HOME")
            .map(Path::of)
            .orElseGet(() ->
                Path.of(
                    environment.get("HOME").orElseGet(() -> System.getProperty("user.home", ".")),
                    ".config"))
            .resolve("sdd")
            .resolve("credentials");
  }

  /// Where they are kept.
  public Path file() {
    return file;
  }

  /// The key that the environment gives for whatever server is asked.
  public Optional<Secret> given() {
    return environment.get(VARIABLE).map(Secret::of).filter(key -> !key.reveal().isBlank());
  }

  /// The key for a server.
  ///
  /// @throws UserFault when there is none
  public Secret of(String url) {
    return given()
        .or(() -> kept(url))
        .orElseThrow(() ->
            UserFault.usage(
                ("There is no key for %s: give one in the variable SDD_API_KEY, or with `sdd server"
                        + " connect %s --key-file FILE`.")
                    .formatted(url, url)));
  }

  /// Keeps a key for a server, in place of another.
  public void keep(String url, Secret key) {
    var lines = new ArrayList<String>();
    for (String line : lines()) {
      if (!isOf(line, url)) {
        lines.add(line);
      }
    }
    lines.add(plain(url) + " " + key.reveal());
    try {
      PrivateFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SourceFault("The key cannot be kept in '" + file + "': " + e.getMessage(), e);
    }
  }

  private Optional<Secret> kept(String url) {
    return lines().stream()
        .filter(line -> isOf(line, url))
        .map(line -> Secret.of(line.strip().split("\\s+", 2)[1]))
        .findFirst();
  }

  private static boolean isOf(String line, String url) {
    String[] words = line.strip().split("\\s+", -1);
    return words.length == 2 && words[0].equals(plain(url));
  }

  private static String plain(String url) {
    return url.replaceFirst("/+$", "");
  }

  private List<String> lines() {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
        if (may.contains(PosixFilePermission.GROUP_READ)
            || may.contains(PosixFilePermission.OTHERS_READ)) {
          throw UserFault.usage(
              "Others may read '%s', which holds keys: run `chmod 600 %s`, and have the keys replaced."
                  .formatted(file, file));
        }
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new SourceFault("cannot read '" + file + "'", e);
    }
  }
}
