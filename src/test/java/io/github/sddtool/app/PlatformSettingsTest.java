package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.Secret;
import io.github.sddtool.store.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec ship/images#REQ-IMG-005
/// What platforms tell a server by variables of their own.
class PlatformSettingsTest {
  @TempDir Path folder;

  private Settings read(Map<String, String> variables) {
    return SettingsReader.read(Optional.empty(), folder, new Environment(variables));
  }

  private static List<String> parts(Place place) {
    var postgres = (Place.Postgres) place;
    return List.of(
        postgres.url(),
        postgres.user().orElse(""),
        postgres.password().map(Secret::reveal).orElse(""));
  }

  @Test
  void theAddressOfADatabaseMayHoldItsLogin() {
    Place place =
        read(Map.of("DATABASE_URL", "postgresql://sdd:p%40ss+word@db:5433/specs?sslmode=require"))
            .database();
    assertThat(parts(place))
        .containsExactly("jdbc:postgresql://db:5433/specs?sslmode=require", "sdd", "p@ss+word");
  }

  @Test
  void anAddressWithoutALoginLeavesItToTheSettings() throws Exception {
    Files.writeString(folder.resolve("password"), "hidden\n");
    Map<String, String> variables =
        Map.of(
            "DATABASE_URL", "postgres://db/specs",
            "SDD_DATABASE_USER", "sdd",
            "SDD_DATABASE_PASSWORD_FILE", "password");
    assertThat(parts(read(variables).database()))
        .containsExactly("jdbc:postgresql://db/specs", "sdd", "hidden");
  }

  @Test
  void ourOwnVariableWinsOverThePlatforms() {
    Map<String, String> variables =
        Map.of(
            "DATABASE_URL", "postgres://db/theirs",
            "SDD_DATABASE_URL", "jdbc:postgresql://db/ours",
            "PORT", "3000",
            "SDD_SERVER_PORT", "4000");
    assertThat(parts(read(variables).database()))
        .containsExactly("jdbc:postgresql://db/ours", "", "");
    assertThat(read(variables).server().port()).isEqualTo(4000);
  }

  @Test
  void thePortOfThePlatformHoldsUntilASettingNamesOne() throws Exception {
    assertThat(read(Map.of("PORT", "3000")).server().port()).isEqualTo(3000);
    Files.writeString(folder.resolve("sdd.yaml"), "server: {port: 8081}\n");
    assertThat(read(Map.of("PORT", "3000")).server().port()).isEqualTo(8081);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mysql://u:secret@db/x", "postgresql:///x:secret", "postgres://u:se cret@db/x"})
  void anAddressThatIsNoneIsRefusedWithoutSayingItAgain(String url) {
    assertThatThrownBy(() -> read(Map.of("DATABASE_URL", url)))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("postgresql://user:password@host:5432/name")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("se cret");
  }
}
