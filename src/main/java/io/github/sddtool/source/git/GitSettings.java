package io.github.sddtool.source.git;

import io.github.sddtool.fault.SourceFault;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/// What git's settings may decide. A repository is read by its own configuration alone: neither the
/// user's nor the machine's may send a fetch elsewhere, name a credential helper or change a
/// result. What is taken from the user is which files they never commit, and their name.
final class GitSettings {
  private static final SystemReader MACHINE = SystemReader.getInstance();

  static {
    SystemReader.setInstance(new Isolated(MACHINE));
  }

  private GitSettings() {}

  /// Makes sure that the isolation is in place before the library reads anything.
  static void isolate() {
    // Loading this class did it.
  }

  /// The name and address of the repository's settings, else of the user's.
  static Optional<String> author(Repository repository) {
    FileBasedConfig user = user(repository);
    Optional<String> name = said(repository, user, "name");
    Optional<String> address = said(repository, user, "email");
    return name.map(n -> address.map(a -> n + " <" + a + ">").orElse(n)).or(() -> address);
  }

  private static Optional<String> said(Repository repository, Config user, String key) {
    return Optional.ofNullable(repository.getConfig().getString("user", null, key))
        .or(() -> Optional.ofNullable(user.getString("user", null, key)))
        .filter(value -> !value.isBlank());
  }

  private static FileBasedConfig user(Repository repository) {
    FileBasedConfig user = MACHINE.openUserConfig(null, repository.getFS());
    try {
      user.load();
      return user;
    } catch (IOException | ConfigInvalidException e) {
      throw new SourceFault("cannot read the git configuration " + user.getFile(), e);
    }
  }

  /// The rules of `core.excludesFile`, or of the place git looks at by default.
  static IgnoreRules userIgnores(Repository repository) {
    return userFile(repository, "excludesfile", "ignore")
        .map(IgnoreRules::read)
        .orElse(IgnoreRules.NONE);
  }

  /// Whether a user's own attributes hold for all repositories.
  static boolean hasUserAttributes(Repository repository) {
    return userFile(repository, "attributesfile", "attributes").filter(Files::exists).isPresent();
  }

  /// A file that holds for all repositories of a user: the one a setting of `core` names, else the
  /// usual one.
  private static Optional<Path> userFile(Repository repository, String key, String usual) {
    FS fs = repository.getFS();
    String named = repository.getConfig().getString("core", null, key);
    if (named == null) {
      named = user(repository).getString("core", null, key);
    }
    if (named == null) {
      return Optional.ofNullable(MACHINE.getXdgConfigDirectory(fs))
          .map(config -> config.resolve("git").resolve(usual));
    }
    File file =
        named.startsWith("~/") ? fs.resolve(fs.userHome(), named.substring(2)) : new File(named);
    return Optional.of(file.toPath());
  }

  /// A machine without git configuration.
  private static final class Isolated extends SystemReader.Delegate {
    Isolated(SystemReader machine) {
      super(machine);
    }

    @Override
    public @Nullable String getenv(String variable) {
      return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }

    /// Written into lock files only; asking the network for it may take seconds.
    @Override
    public String getHostname() {
      return "localhost";
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
      return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
      return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
      return new Nothing(parent, fs);
    }
  }

  /// A configuration file that is not there and is never written.
  private static final class Nothing extends FileBasedConfig {
    Nothing(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }

    /// Without an answer here the library would write probes into the repository to find out how
    /// finely its disk tells time. Two seconds is the coarsest there is, hence always safe.
    @Override
    public @Nullable String getString(String section, String subsection, String name) {
      if (section.equals("filesystem") && name.equals("timestampResolution")) {
        return "2 seconds";
      }
      return super.getString(section, subsection, name);
    }
  }
}
