package io.github.sddtool.ship;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A compose file, as far as ours goes: a key that is not here is refused.
record Compose(
    @Nullable String name,
    Map<String, Container> services,
    @Nullable Map<String, Object> networks,
    Map<String, Object> volumes,
    @Nullable Map<String, SecretFile> secrets) {
  static final Path FILE = Path.of("compose.yaml");
  private static final String SMALLEST = "# The smallest:";

  record Container(
      String image,
      @Nullable List<String> command,
      String restart,
      @JsonProperty("depends_on") @Nullable Map<String, Dependency> dependsOn,
      @Nullable List<String> ports,
      @Nullable Map<String, String> environment,
      List<String> volumes,
      @Nullable List<String> secrets,
      @Nullable List<String> networks,
      @Nullable Healthcheck healthcheck,
      @JsonProperty("stop_grace_period") @Nullable String stopGracePeriod,
      @Nullable String user,
      @JsonProperty("read_only") boolean readOnly,
      @Nullable List<String> tmpfs,
      @JsonProperty("cap_drop") @Nullable List<String> capDrop,
      @JsonProperty("security_opt") @Nullable List<String> securityOpt,
      @JsonProperty("mem_limit") @Nullable String memLimit) {
    Map<String, String> variables() {
      return environment == null ? Map.of() : environment;
    }

    List<String> granted() {
      return secrets == null ? List.of() : secrets;
    }
  }

  record Dependency(String condition) {}

  record Healthcheck(
      List<String> test,
      String interval,
      String timeout,
      int retries,
      @JsonProperty("start_period") String startPeriod) {}

  record SecretFile(String file) {}

  /// The file as it is.
  static Compose whole() throws IOException {
    return read(Files.readString(FILE));
  }

  /// The variant in the comment at its end.
  static Compose smallest() throws IOException {
    String text = Files.readString(FILE);
    return read(
        text.substring(text.indexOf(SMALLEST))
            .lines()
            .skip(1)
            .map(line -> line.replaceFirst("^# ?", ""))
            .reduce("", (before, line) -> before + line + "\n"));
  }

  private static Compose read(String text) {
    return Yaml.as(Compose.class, Yaml.documents(text).getFirst());
  }

  /// The settings that the comment at its beginning suggests.
  static String suggestedSettings() throws IOException {
    return Files.readString(FILE)
        .lines()
        .filter(line -> line.matches("# {30,}\\S.*"))
        .map(line -> line.substring(1))
        .collect(Collectors.joining("\n"))
        .stripIndent();
  }

  Container service(String service) {
    Container container = services.get(service);
    if (container == null) {
      throw new AssertionError("There is no service " + service);
    }
    return container;
  }
}
