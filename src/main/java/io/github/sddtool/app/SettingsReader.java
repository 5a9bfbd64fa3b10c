package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the server's settings: `sdd.yaml`, each key of which can also be given as a variable,
/// which then wins: `server.port` as `SDD_SERVER_PORT`, the first forge's `app_id` as
/// `SDD_FORGES_0_APP_ID`. Whatever is missing or wrong ends in one sentence that names it.
public final class SettingsReader {
  private static final String USUAL = "sdd.yaml";

  /// Where images and packages look.
  private static final Path OF_MACHINE = Path.of("/etc/sdd", USUAL);

  private final SettingsFile file;

  private SettingsReader(SettingsFile file) {
    this.file = file;
  }

  /// Reads and checks the settings.
  ///
  /// @param named the file of `--settings`; without it `sdd.yaml` in `folder`, else the machine's,
  ///   if there is one
  public static Settings read(Optional<Path> named, Path folder, Environment environment) {
    Path file =
        named.orElseGet(() ->
            Files.exists(folder.resolve(USUAL)) || !Files.exists(OF_MACHINE)
                ? folder.resolve(USUAL)
                : OF_MACHINE);
    var reader = new SettingsReader(new SettingsFile(file, environment));
    if (named.isEmpty() && !Files.exists(file)) {
      return reader.settings(new YamlValue.Mapping(1, Map.of()));
    }
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw UserFault.usage("The settings '" + file + "' cannot be read: " + e.getMessage() + ".");
    }
    return switch (YamlText.read(text)) {
      case YamlReading.Broken(int line, String problem) ->
          throw reader.file.fault(line, "this is no valid YAML: " + problem);
      case YamlReading.Read(YamlValue.Mapping root) -> reader.settings(root);
      case YamlReading.Read(YamlValue other) ->
          throw reader.file.fault(other.line(), "settings must be a mapping, not " + other.kind());
    };
  }

  private Settings settings(YamlValue.Mapping root) {
    file.allow(
        root,
        "",
        List.of(
            "server",
            "data",
            "database",
            "forges",
            "runner",
            "network",
            "telemetry",
            "mirrors",
            "guard",
            "notifications",
            "reharvest"));
    YamlValue.Mapping server = file.mapping(root, "server");
    file.allow(
        server, "server.", List.of("host", "port", "public_url", "api_token_file", "backlog"));
    return new Settings(
        new Settings.Server(
            file.value(server, "host", "SERVER_HOST").orElse(Settings.Server.EVERYWHERE),
            SettingsFile.number(
                file.value(server, "port", "SERVER_PORT")
                    .or(() -> file.environment().get("PORT"))
                    .orElse("8080"),
                "server.port",
                65_535),
            new RunnerReader(file, file.mapping(root, "runner")).read(),
            SettingsFile.number(
                file.value(server, "backlog", "SERVER_BACKLOG")
                    .orElse(String.valueOf(Settings.Server.BACKLOG)),
                "server.backlog",
                1,
                Integer.MAX_VALUE),
            file.value(server, "public_url", "SERVER_PUBLIC_URL")
                .map(address -> SettingsFile.uri(address, "server.public_url")),
            file.value(server, "api_token_file", "SERVER_API_TOKEN_FILE")
                .map(name -> file.secret(name, "server.api_token_file"))),
        file.path(file.value(root, "data", "DATA").orElse("data")),
        database(file.mapping(root, "database")),
        new ForgeReader(file).forges(root),
        new NetworkReader(file, file.mapping(root, "network")).read(),
        telemetry(file.mapping(root, "telemetry")),
        new Settings.Upkeep(
            mirrors(root),
            guard(file.mapping(root, "guard")),
            new NoticeSettingsReader(file, file.mapping(root, "notifications")).settings(),
            new ReharvestReader(file, file.mapping(root, "reharvest")).schedule()));
  }

  private Settings.Guard guard(YamlValue.Mapping guard) {
    file.allow(guard, "guard.", List.of("enabled", "dry_run"));
    return new Settings.Guard(
        flag(file.value(guard, "enabled", "GUARD_ENABLED").orElse("true"), "guard.enabled"),
        flag(file.value(guard, "dry_run", "GUARD_DRY_RUN").orElse("false"), "guard.dry_run"));
  }

  private static boolean flag(String text, String name) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw UserFault.usage("%s must be true or false, not '%s'.".formatted(name, text));
    };
  }

  // @spec app/bridge#REQ-BRIDGE-001
  private List<Settings.Mirror> mirrors(YamlValue.Mapping root) {
    return switch (root.get("mirrors").orElse(new YamlValue.Sequence(1, List.of()))) {
      case YamlValue.Sequence list -> list.items().stream().map(this::mirror).toList();
      case YamlValue other ->
          throw file.fault(other.line(), "mirrors must be a list, not " + other.kind());
    };
  }

  private Settings.Mirror mirror(YamlValue value) {
    if (!(value instanceof YamlValue.Mapping mirror)) {
      throw file.fault(
          value.line(), "a mirror is {project: NAME, repository: FORGE:NAME, branch: NAME}");
    }
    file.allow(mirror, "mirrors[].", List.of("project", "repository", "branch"));
    String project = mirror.text("project").orElse("");
    if (!project.matches("[a-z0-9._-]{1,100}")) {
      throw file.fault(
          mirror.line(),
          "mirrors[].project '"
              + project
              + "' must have lower-case letters, digits, '-', '_', '.'");
    }
    try {
      RepoId repo = RepoId.read(mirror.text("repository").orElse(""));
      return new Settings.Mirror(project, repo, mirror.text("branch").orElse("main"));
    } catch (IllegalArgumentException e) {
      throw file.fault(
          mirror.line(),
          "mirrors[].repository must be FORGE:NAME, for example github:octo/shop: "
              + e.getMessage());
    }
  }

  // @spec app/replicas#REQ-REPL-001
  private Place database(YamlValue.Mapping database) {
    file.allow(database, "database.", List.of("url", "user", "password_file"));
    Optional<String> url =
        file.value(database, "url", "DATABASE_URL")
            .or(() -> file.environment().get("DATABASE_URL"));
    Optional<String> user = file.value(database, "user", "DATABASE_USER");
    Optional<Secret> password =
        file.value(database, "password_file", "DATABASE_PASSWORD_FILE")
            .map(name -> file.secret(name, "database.password_file"));
    if (url.isEmpty()) {
      if (user.isPresent() || password.isPresent()) {
        throw UserFault.usage(
            "database.url is missing in " + file.name() + " (or as SDD_DATABASE_URL).");
      }
      return new Place.Folder();
    }
    Place.Postgres place = DatabaseUrl.read(url.get());
    return new Place.Postgres(place.url(), user.or(place::user), password.or(place::password));
  }

  // @spec app/traces#REQ-TRC-002
  /// What the settings say, else the variables that every program with traces knows.
  private Optional<URI> telemetry(YamlValue.Mapping telemetry) {
    file.allow(telemetry, "telemetry.", List.of("endpoint"));
    return file.value(telemetry, "endpoint", "TELEMETRY_ENDPOINT")
        .or(() -> file.environment().get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
        .or(() -> file.environment().get("OTEL_EXPORTER_OTLP_ENDPOINT"))
        .map(address -> SettingsFile.uri(address, "telemetry.endpoint"));
  }
}
