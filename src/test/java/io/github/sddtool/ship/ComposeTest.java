package io.github.sddtool.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.app.Environment;
import io.github.sddtool.app.HealthCheck;
import io.github.sddtool.app.Settings;
import io.github.sddtool.app.SettingsReader;
import io.github.sddtool.store.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The compose file, read strictly, and held against itself and the server.
// @spec app/installing#REQ-INST-006
class ComposeTest {
  private static final String SECRETS = "/run/secrets/";

  private final Compose whole;
  private final Compose smallest;

  ComposeTest() throws IOException {
    whole = Compose.whole();
    smallest = Compose.smallest();
  }

  @Test
  void theImagesAreThoseOfTheChart() throws IOException {
    assertThat(Stream.of(whole, smallest).map(file -> file.service("server").image()))
        .containsOnly("sdd-tool/server:" + Product.version());
    String database = whole.service("postgres").image();
    assertThat(Chart.of("replicas").pod(Manifest.POSTGRESQL).getSpec().getContainers())
        .allMatch(container -> container.getImage().equals(database));
  }

  @Test
  void onlyTheServerIsReachedAndOnlyFromThisMachine() {
    assertThat(whole.service("server").ports()).containsExactly("127.0.0.1:3000:3000");
    assertThat(whole.service("server").variables()).containsEntry("SDD_SERVER_PORT", "3000");
    assertThat(smallest.service("server").ports()).isEqualTo(whole.service("server").ports());
    assertThat(whole.service("postgres").ports()).isNull();
    assertThat(whole.service("postgres").networks()).containsExactly("database");
    assertThat(whole.networks()).containsEntry("database", Map.of("internal", true));
  }

  @Test
  void whatIsDeclaredIsUsedAndWhatIsUsedIsDeclared() {
    for (Compose file : List.of(whole, smallest)) {
      assertThat(mounted(file).filter(source -> !source.startsWith("./")))
          .containsExactlyInAnyOrderElementsOf(file.volumes().keySet());
      assertThat(mounted(file).filter(source -> source.startsWith("./")))
          .containsExactly("./config");
    }
    Map<String, Compose.SecretFile> secrets = Objects.requireNonNull(whole.secrets());
    assertThat(whole.services().values().stream().flatMap(one -> one.granted().stream()))
        .containsOnlyOnceElementsOf(
            secrets.keySet().stream().filter(name -> !name.equals("database_password")).toList())
        .allMatch(secrets::containsKey);
    assertThat(secrets)
        .allSatisfy((name, secret) -> assertThat(secret.file()).isEqualTo("./secrets/" + name));
    assertThat(whole.services().values())
        .allSatisfy(one ->
            assertThat(Objects.requireNonNull(whole.networks()).keySet())
                .containsAll(Objects.requireNonNull(one.networks())));
  }

  private static Stream<String> mounted(Compose file) {
    return file.services().values().stream()
        .flatMap(one -> one.volumes().stream())
        .map(volume -> volume.split(":", -1)[0]);
  }

  @Test
  void noSecretIsAVariable() {
    assertThat(whole.services().values())
        .allSatisfy(one ->
            assertThat(one.variables())
                .allSatisfy((name, value) -> {
                  if (name.matches(".*(PASSWORD|SECRET|TOKEN|KEY).*")) {
                    assertThat(name).endsWith("_FILE");
                    assertThat(value).startsWith(SECRETS);
                    assertThat(one.granted()).contains(value.substring(SECRETS.length()));
                  }
                }));
  }

  @Test
  void everyContainerHasTheRightsItNeedsAndNoMore() {
    assertThat(whole.services().values())
        .hasSize(2)
        .allSatisfy(one -> {
          assertThat(one.readOnly()).isTrue();
          assertThat(one.capDrop()).containsExactly("ALL");
          assertThat(one.securityOpt()).containsExactly("no-new-privileges:true");
          assertThat(one.user()).matches("[1-9][0-9]*:[1-9][0-9]*");
          assertThat(one.restart()).isEqualTo("unless-stopped");
        });
    var server = whole.service("server");
    assertThat(server.volumes()).containsExactly("./config:/etc/sdd:ro", "data:/data");
    assertThat(server.variables()).containsEntry("SDD_DATA", "/data");
    // Libraries are unpacked there and loaded; a tmpfs is otherwise mounted noexec.
    assertThat(server.tmpfs()).singleElement().asString().startsWith("/tmp:exec,");
    assertThat(server.user()).isEqualTo("10001:10001");
  }

  @Test
  void theServerWaitsForADatabaseThatAnswers() {
    assertThat(whole.service("server").dependsOn())
        .containsExactly(Map.entry("postgres", new Compose.Dependency("service_healthy")));
    var database = whole.service("postgres");
    assertThat(Objects.requireNonNull(database.healthcheck()).test())
        .containsSequence("-U", database.variables().get("POSTGRES_USER"))
        .containsSequence("-d", database.variables().get("POSTGRES_DB"));
  }

  // @spec app/installing#REQ-INST-007
  @Test
  void theServersHealthIsAskedByTheProgramThatServes() throws IOException {
    var image = Yaml.documents(Files.readString(Path.of("Dockerfile.jib"))).getFirst();
    var words = new ArrayList<String>(List.of("CMD"));
    ((List<?>)
            Objects.requireNonNull(
                Yaml.within(Yaml.within(image, "x-targets"), "server").get("entrypoint")))
        .forEach(word -> words.add(word.equals("serve") ? "health" : word.toString()));
    var healthcheck = Objects.requireNonNull(whole.service("server").healthcheck());
    assertThat(healthcheck.test()).isEqualTo(words).endsWith("health");
    // It answers after five seconds at the latest, and has to be started first.
    assertThat(healthcheck.timeout()).isEqualTo("10s");
  }

  @Test
  void theServerAcceptsTheSuggestedSettingsAndFindsTheDatabase(@TempDir Path folder)
      throws IOException {
    var server = whole.service("server");
    for (String name : server.granted()) {
      Files.writeString(folder.resolve(name), "secret of " + name);
    }
    var variables = new HashMap<String, String>();
    server
        .variables()
        .forEach(
            (name, value) -> variables.put(name, value.replace("/run/secrets", folder.toString())));
    Path file = folder.resolve("sdd.yaml");
    Files.writeString(file, Compose.suggestedSettings().replace("/run/secrets", folder.toString()));
    Settings settings = SettingsReader.read(Optional.of(file), folder, new Environment(variables));

    assertThat(HealthCheck.usual(new Environment(variables)))
        .hasPort(settings.server().port())
        .hasPath("/health/ready");
    assertThat(settings.forges()).hasSize(1);
    assertThat(settings.data()).isEqualTo(Path.of("/data"));
    var database = whole.service("postgres").variables();
    assertThat(settings.database())
        .isInstanceOfSatisfying(
            Place.Postgres.class,
            place -> {
              assertThat(place.url())
                  .isEqualTo("jdbc:postgresql://postgres:5432/" + database.get("POSTGRES_DB"));
              assertThat(place.user())
                  .isEqualTo(Optional.ofNullable(database.get("POSTGRES_USER")));
              assertThat(place.password()).isPresent();
            });
    assertThat(database).containsEntry("POSTGRES_PASSWORD_FILE", SECRETS + "database_password");
  }

  @Test
  void theReaderOfComposeFilesIsStrictItself() {
    var misspelt = Map.of("services", Map.of("server", Map.of("image", "a", "portz", List.of())));
    assertThatThrownBy(() -> Yaml.as(Compose.class, misspelt)).hasMessageContaining("portz");
  }
}
