package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import io.github.sddtool.spec.yaml.YamlValue;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What every part of the settings is read with: `sdd.yaml`, each key of which can also be given as
/// a variable, which then wins. Whatever is missing or wrong ends in one sentence that names it.
///
/// @param name as people gave it; relative names within the file start from its folder
/// @param environment the variables that the program was started with
record SettingsFile(Path name, Environment environment) {
  /// What is said of a key: by its variable, without `SDD_`, else in the file.
  Optional<String> value(YamlValue.Mapping mapping, String key, String variable) {
    return environment.get("SDD_" + variable).or(() -> mapping.text(key));
  }

  static int number(String text, String name, int most) {
    return number(text, name, 0, most);
  }

  static int number(String text, String name, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, together with numbers out of range
    }
    throw UserFault.usage(
        name + " must be a whole number from " + least + " to " + most + ", not '" + text + "'.");
  }

  static URI uri(String text, String name) {
    try {
      URI uri = new URI(text);
      if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, together with addresses of another kind
    }
    throw UserFault.usage(name + " must be an http or https address, not '" + text + "'.");
  }

  /// @param text the name of the file that holds it
  Secret secret(String text, String key) {
    try {
      Secret secret = Secret.of(Files.readString(path(text)));
      if (secret.reveal().isEmpty()) {
        throw UserFault.usage(key + ": the file '" + text + "' is empty.");
      }
      return secret;
    } catch (IOException e) {
      throw UserFault.usage(key + ": the file '" + text + "' cannot be read.");
    }
  }

  /// Relative names are relative to the settings' own folder.
  Path path(String text) {
    Path folder = name.toAbsolutePath().getParent();
    return folder == null ? Path.of(text) : folder.resolve(text).normalize();
  }

  /// A part of the settings; empty where nothing is said of it.
  YamlValue.Mapping mapping(YamlValue.Mapping root, String key) {
    return switch (root.get(key).orElse(new YamlValue.Empty(1))) {
      case YamlValue.Mapping mapping -> mapping;
      case YamlValue.Empty(int line) -> new YamlValue.Mapping(line, Map.of());
      case YamlValue other ->
          throw fault(other.line(), key + " must be a mapping, not " + other.kind());
    };
  }

  /// Other keys are refused.
  ///
  /// @param within what stands before them in messages
  void allow(YamlValue.Mapping mapping, String within, List<String> keys) {
    mapping
        .entries()
        .forEach((key, value) -> {
          if (!keys.contains(key)) {
            throw fault(
                value.line(),
                "unknown key '" + within + key + "'; allowed: " + String.join(", ", keys));
          }
        });
  }

  UserFault fault(int line, String problem) {
    return UserFault.usage(name + ":" + line + ": " + problem + ".");
  }
}
