package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.WriteBudget;
import io.github.sddtool.pipeline.runner.Limits;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.source.Secret;
import io.github.sddtool.source.git.CloneBudget;
import io.github.sddtool.spec.yaml.YamlReading;
import io.github.sddtool.spec.yaml.YamlText;
import io.github.sddtool.spec.yaml.YamlValue;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the server's settings: `sdd.yaml`, each key of which can also be given as a variable,
/// which then wins: `server.port` as `SDD_SERVER_PORT`, the first forge's `app_id` as
/// `SDD_FORGES_0_APP_ID`. Whatever is missing or wrong ends in one sentence that names it.
public final class SettingsReader {
  private static final List<String> GITHUB_KEYS =
      List.of(
          "id",
          "type",
          "api",
          "web",
          "app_id",
          "private_key_file",
          "webhook_secret_files",
          "writes_per_minute",
          "writes_per_hour",
          "timeout_seconds");

  private static final List<String> GITLAB_KEYS =
      List.of(
          "id",
          "type",
          "api",
          "token_file",
          "webhook_secret_files",
          "writes_per_minute",
          "writes_per_hour",
          "timeout_seconds");

  private static final String USUAL = "sdd.yaml";

  /// Where images and packages look.
  private static final Path OF_MACHINE = Path.of("/etc/sdd", USUAL);

  private static final int USUAL_PROXY_PORT = 3128;
  private static final int LONGEST_TIMEOUT = 300;
  private static final int LONGEST_QUIET = 600;
  private static final int MOST_MIB = 65_536;
  private static final int LEAST_MEMORY = 128;
  private static final int LONGEST_RUN = 86_400;

  private final Environment environment;
  private final Path file;

  private SettingsReader(Path file, Environment environment) {
    this.file = file;
    this.environment = environment;
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
    var reader = new SettingsReader(file, environment);
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
          throw reader.fault(line, "this is no valid YAML: " + problem);
      case YamlReading.Read(YamlValue.Mapping root) -> reader.settings(root);
      case YamlReading.Read(YamlValue other) ->
          throw reader.fault(other.line(), "settings must be a mapping, not " + other.kind());
    };
  }

  private Settings settings(YamlValue.Mapping root) {
    allow(
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
    YamlValue.Mapping server = mapping(root, "server");
    allow(server, "server.", List.of("host", "port", "public_url", "api_token_file", "backlog"));
    YamlValue.Mapping runner = mapping(root, "runner");
    allow(
        runner,
        "runner.",
        List.of(
            "mode",
            "timeout_seconds",
            "memory_mib",
            "image",
            "command",
            "options",
            "kubernetes",
            "parallel",
            "facts_mib",
            "surveys_mib",
            "quiet_seconds",
            "clones_mib",
            "free_mib"));
    return new Settings(
        new Settings.Server(
            value(server, "host", "SERVER_HOST").orElse(Settings.Server.EVERYWHERE),
            number(
                value(server, "port", "SERVER_PORT")
                    .or(() -> environment.get("PORT"))
                    .orElse("8080"),
                "server.port",
                65_535),
            runner(runner),
            number(
                value(server, "backlog", "SERVER_BACKLOG")
                    .orElse(String.valueOf(Settings.Server.BACKLOG)),
                "server.backlog",
                1,
                Integer.MAX_VALUE),
            value(server, "public_url", "SERVER_PUBLIC_URL")
                .map(address -> uri(address, "server.public_url")),
            value(server, "api_token_file", "SERVER_API_TOKEN_FILE")
                .map(name -> secret(name, "server.api_token_file"))),
        path(value(root, "data", "DATA").orElse("data")),
        database(mapping(root, "database")),
        forges(root),
        network(mapping(root, "network")),
        telemetry(mapping(root, "telemetry")),
        new Settings.Upkeep(
            mirrors(root),
            guard(mapping(root, "guard")),
            new NoticeSettingsReader(this, mapping(root, "notifications")).settings(),
            new ReharvestReader(this, mapping(root, "reharvest")).schedule()));
  }

  private Settings.Guard guard(YamlValue.Mapping guard) {
    allow(guard, "guard.", List.of("enabled", "dry_run"));
    return new Settings.Guard(
        flag(value(guard, "enabled", "GUARD_ENABLED").orElse("true"), "guard.enabled"),
        flag(value(guard, "dry_run", "GUARD_DRY_RUN").orElse("false"), "guard.dry_run"));
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
          throw fault(other.line(), "mirrors must be a list, not " + other.kind());
    };
  }

  private Settings.Mirror mirror(YamlValue value) {
    if (!(value instanceof YamlValue.Mapping mirror)) {
      throw fault(
          value.line(), "a mirror is {project: NAME, repository: FORGE:NAME, branch: NAME}");
    }
    allow(mirror, "mirrors[].", List.of("project", "repository", "branch"));
    String project = mirror.text("project").orElse("");
    if (!project.matches("[a-z0-9._-]{1,100}")) {
      throw fault(
          mirror.line(),
          "mirrors[].project '"
              + project
              + "' must have lower-case letters, digits, '-', '_', '.'");
    }
    try {
      RepoId repo = RepoId.read(mirror.text("repository").orElse(""));
      return new Settings.Mirror(project, repo, mirror.text("branch").orElse("main"));
    } catch (IllegalArgumentException e) {
      throw fault(
          mirror.line(),
          "mirrors[].repository must be FORGE:NAME, for example github:octo/shop: "
              + e.getMessage());
    }
  }

  // @spec app/replicas#REQ-REPL-001
  private Place database(YamlValue.Mapping database) {
    allow(database, "database.", List.of("url", "user", "password_file"));
    Optional<String> url =
        value(database, "url", "DATABASE_URL").or(() -> environment.get("DATABASE_URL"));
    Optional<String> user = value(database, "user", "DATABASE_USER");
    Optional<Secret> password =
        value(database, "password_file", "DATABASE_PASSWORD_FILE")
            .map(name -> secret(name, "database.password_file"));
    if (url.isEmpty()) {
      if (user.isPresent() || password.isPresent()) {
        throw UserFault.usage("database.url is missing in " + file + " (or as SDD_DATABASE_URL).");
      }
      return new Place.Folder();
    }
    Place.Postgres place = DatabaseUrl.read(url.get());
    return new Place.Postgres(place.url(), user.or(place::user), password.or(place::password));
  }

  // @spec app/traces#REQ-TRC-002
  /// What the settings say, else the variables that every program with traces knows.
  private Optional<URI> telemetry(YamlValue.Mapping telemetry) {
    allow(telemetry, "telemetry.", List.of("endpoint"));
    return value(telemetry, "endpoint", "TELEMETRY_ENDPOINT")
        .or(() -> environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"))
        .or(() -> environment.get("OTEL_EXPORTER_OTLP_ENDPOINT"))
        .map(address -> uri(address, "telemetry.endpoint"));
  }

  // @spec app/network#REQ-NET-004
  /// What the settings say, else the variables that every program knows.
  private Network network(YamlValue.Mapping network) {
    allow(network, "network.", List.of("ca_file", "proxy", "proxy_login_file", "no_proxy"));
    Optional<Path> authorities =
        value(network, "ca_file", "NETWORK_CA_FILE")
            .map(this::path)
            .or(() -> environment.get("SSL_CERT_FILE").map(Path::of));
    Optional<String> proxy =
        value(network, "proxy", "NETWORK_PROXY")
            .or(() -> environment.either("HTTPS_PROXY"))
            .or(() -> environment.either("ALL_PROXY"));
    Optional<Network.Login> login =
        value(network, "proxy_login_file", "NETWORK_PROXY_LOGIN_FILE")
            .map(name -> login(secret(name, "network.proxy_login_file").reveal()));
    List<String> direct =
        environment
            .get("SDD_NETWORK_NO_PROXY")
            .map(SettingsReader::listed)
            .or(() -> network.get("no_proxy").map(SettingsReader::listed))
            .or(() -> environment.either("NO_PROXY").map(SettingsReader::listed))
            .orElse(List.of());
    return new Network(authorities, proxy.map(address -> proxy(address, login)), direct);
  }

  private static List<String> listed(String hosts) {
    return Arrays.stream(hosts.split(",", -1)).map(String::strip).toList();
  }

  private static List<String> listed(YamlValue value) {
    return switch (value) {
      case YamlValue.Text(_, String hosts) -> listed(hosts);
      case YamlValue.Sequence(_, List<YamlValue> hosts) ->
          hosts.stream().flatMap(host -> listed(host).stream()).toList();
      case YamlValue _ -> List.of();
    };
  }

  private static Network.Proxy proxy(String address, Optional<Network.Login> login) {
    try {
      URI uri = new URI(address.contains("://") ? address : "http://" + address);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        int port = uri.getPort() < 0 ? USUAL_PROXY_PORT : uri.getPort();
        Optional<Network.Login> inline =
            Optional.ofNullable(uri.getUserInfo()).map(SettingsReader::login);
        return new Network.Proxy(uri.getHost(), port, login.or(() -> inline));
      }
    } catch (URISyntaxException e) {
      // said below, together with proxies of another kind; the address may hold a password
    }
    throw UserFault.usage("network.proxy must be an address such as http://proxy.example:3128.");
  }

  private static Network.Login login(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw UserFault.usage("network.proxy: the login must be written as user:password.");
    }
    return new Network.Login(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
  }

  private Settings.Runner runner(YamlValue.Mapping runner) {
    Settings.Runner usual = Settings.Runner.usual();
    String parallel =
        value(runner, "parallel", "RUNNER_PARALLEL").orElse(String.valueOf(usual.parallel()));
    var limits =
        new Limits(
            Duration.ofSeconds(
                number(
                    value(runner, "timeout_seconds", "RUNNER_TIMEOUT_SECONDS")
                        .orElse(String.valueOf(usual.limits().time().toSeconds())),
                    "runner.timeout_seconds",
                    1,
                    LONGEST_RUN)),
            number(
                value(runner, "memory_mib", "RUNNER_MEMORY_MIB")
                    .orElse(String.valueOf(usual.limits().memoryMiB())),
                "runner.memory_mib",
                LEAST_MEMORY,
                MOST_MIB));
    return new Settings.Runner(
        number(parallel, "runner.parallel", 1, Settings.Runner.MOST_PARALLEL),
        mebibytes(runner, "facts_mib", usual.factsMiB(), MOST_MIB),
        mebibytes(runner, "surveys_mib", usual.surveysMiB(), MOST_MIB),
        Duration.ofSeconds(
            number(
                value(runner, "quiet_seconds", "RUNNER_QUIET_SECONDS")
                    .orElse(String.valueOf(usual.quiet().toSeconds())),
                "runner.quiet_seconds",
                LONGEST_QUIET)),
        new CloneBudget(
            diskBytes(runner, "clones_mib", usual.clones().most()),
            diskBytes(runner, "free_mib", usual.clones().free())),
        limits,
        new RunnerPlaceReader(this, environment, runner, limits).place());
  }

  private long diskBytes(YamlValue.Mapping runner, String key, long usual) {
    return (long) mebibytes(runner, key, Math.toIntExact(usual >> 20), Integer.MAX_VALUE) << 20;
  }

  private int mebibytes(YamlValue.Mapping runner, String key, int usual, int most) {
    return number(
        value(runner, key, "RUNNER_" + key.toUpperCase(Locale.ROOT)).orElse(String.valueOf(usual)),
        "runner." + key,
        most);
  }

  private List<Settings.Forge> forges(YamlValue.Mapping root) {
    List<YamlValue> listed =
        switch (root.get("forges").orElse(new YamlValue.Sequence(1, List.of()))) {
          case YamlValue.Sequence(_, List<YamlValue> items) -> items;
          case YamlValue other ->
              throw fault(other.line(), "forges must be a list, not " + other.kind());
        };
    var forges = new ArrayList<Settings.Forge>();
    for (int i = 0; i < listed.size() || isInEnvironment(i); i++) {
      YamlValue.Mapping entry = new YamlValue.Mapping(1, Map.of());
      if (i < listed.size()) {
        if (!(listed.get(i) instanceof YamlValue.Mapping mapping)) {
          throw fault(listed.get(i).line(), "a forge must be a mapping");
        }
        entry = mapping;
      }
      forges.add(forge(entry, i));
    }
    var ids = new HashSet<String>();
    for (Settings.Forge forge : forges) {
      if (!ids.add(forge.id())) {
        throw UserFault.usage("Two forges have the id '" + forge.id() + "'.");
      }
    }
    return forges;
  }

  private boolean isInEnvironment(int i) {
    return environment.variables().keySet().stream()
        .anyMatch(name -> name.startsWith("SDD_FORGES_" + i + "_"));
  }

  private Settings.Forge forge(YamlValue.Mapping entry, int i) {
    String type = forgeValue(entry, i, "type").orElse("github");
    allow(
        entry,
        "forges.",
        switch (type) {
          case "github" -> GITHUB_KEYS;
          case "gitlab" -> GITLAB_KEYS;
          default ->
              throw UserFault.usage(
                  "forges[" + i + "].type '" + type + "' is unknown; allowed: github, gitlab.");
        });
    String id = forgeValue(entry, i, "id").orElse(type);
    if (!id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw UserFault.usage(
          "forges[" + i + "].id '" + id + "' must be lower-case letters, digits and '-'.");
    }
    return type.equals("gitlab") ? gitLab(entry, i, id) : gitHub(entry, i, id);
  }

  private Settings.GitLab gitLab(YamlValue.Mapping entry, int i, String id) {
    return new Settings.GitLab(
        id,
        uri(forgeValue(entry, i, "api").orElse("https://gitlab.com"), "forges[" + i + "].api"),
        secret(required(entry, i, "token_file"), "forges[" + i + "].token_file"),
        webhookSecrets(entry, i),
        limits(entry, i, CallLimits.GITLAB));
  }

  private Settings.GitHub gitHub(YamlValue.Mapping entry, int i, String id) {
    String appId = required(entry, i, "app_id");
    return new Settings.GitHub(
        id,
        uri(forgeValue(entry, i, "api").orElse("https://api.github.com"), "forges[" + i + "].api"),
        forgeValue(entry, i, "web").map(web -> uri(web, "forges[" + i + "].web")),
        number(appId, "forges[" + i + "].app_id", Integer.MAX_VALUE),
        secret(required(entry, i, "private_key_file"), "forges[" + i + "].private_key_file"),
        webhookSecrets(entry, i),
        limits(entry, i, CallLimits.GITHUB));
  }

  private CallLimits limits(YamlValue.Mapping entry, int i, CallLimits usual) {
    var rate =
        new WriteBudget.Rate(
            writes(entry, i, "writes_per_minute", usual.rate().minute()),
            writes(entry, i, "writes_per_hour", usual.rate().hour()));
    String key = "timeout_seconds";
    int patience =
        number(
            forgeValue(entry, i, key).orElse(String.valueOf(usual.patience().toSeconds())),
            "forges[" + i + "]." + key,
            1,
            LONGEST_TIMEOUT);
    return new CallLimits(rate, Duration.ofSeconds(patience));
  }

  private int writes(YamlValue.Mapping entry, int i, String key, int usual) {
    return number(
        forgeValue(entry, i, key).orElse(String.valueOf(usual)),
        "forges[" + i + "]." + key,
        1_000_000);
  }

  private List<Secret> webhookSecrets(YamlValue.Mapping entry, int i) {
    return secretFiles(entry, i).stream()
        .map(name -> secret(name, "forges[" + i + "].webhook_secret_files"))
        .toList();
  }

  private List<String> secretFiles(YamlValue.Mapping entry, int i) {
    String key = "webhook_secret_files";
    Optional<String> variable = environment.get(variable(i, key));
    if (variable.isPresent()) {
      return Arrays.stream(variable.get().split(",", -1)).map(String::strip).toList();
    }
    List<String> files =
        switch (entry.get(key).orElse(new YamlValue.Empty(entry.line()))) {
          case YamlValue.Text(_, String one) -> List.of(one);
          case YamlValue.Sequence(_, List<YamlValue> items) ->
              items.stream()
                  .map(item ->
                      item instanceof YamlValue.Text(_, String name) ? name : missing(i, key))
                  .toList();
          case YamlValue _ -> List.of();
        };
    return files.isEmpty() ? List.of(missing(i, key)) : files;
  }

  private String required(YamlValue.Mapping entry, int i, String key) {
    return forgeValue(entry, i, key).orElseGet(() -> missing(i, key));
  }

  private String missing(int i, String key) {
    throw UserFault.usage(
        "forges["
            + i
            + "]."
            + key
            + " is missing in "
            + file
            + " (or as "
            + variable(i, key)
            + ").");
  }

  private Optional<String> forgeValue(YamlValue.Mapping entry, int i, String key) {
    return environment.get(variable(i, key)).or(() -> entry.text(key));
  }

  private static String variable(int i, String key) {
    return "SDD_FORGES_" + i + "_" + key.toUpperCase(Locale.ROOT);
  }

  Optional<String> value(YamlValue.Mapping mapping, String key, String variable) {
    return environment.get("SDD_" + variable).or(() -> mapping.text(key));
  }

  private static int number(String text, String name, int most) {
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

  Secret secret(String name, String key) {
    try {
      Secret secret = Secret.of(Files.readString(path(name)));
      if (secret.reveal().isEmpty()) {
        throw UserFault.usage(key + ": the file '" + name + "' is empty.");
      }
      return secret;
    } catch (IOException e) {
      throw UserFault.usage(key + ": the file '" + name + "' cannot be read.");
    }
  }

  /// Relative names are relative to the settings' own folder.
  private Path path(String name) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? Path.of(name) : folder.resolve(name).normalize();
  }

  YamlValue.Mapping mapping(YamlValue.Mapping root, String key) {
    return switch (root.get(key).orElse(new YamlValue.Empty(1))) {
      case YamlValue.Mapping mapping -> mapping;
      case YamlValue.Empty(int line) -> new YamlValue.Mapping(line, Map.of());
      case YamlValue other ->
          throw fault(other.line(), key + " must be a mapping, not " + other.kind());
    };
  }

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
    return UserFault.usage(file + ":" + line + ": " + problem + ".");
  }
}
