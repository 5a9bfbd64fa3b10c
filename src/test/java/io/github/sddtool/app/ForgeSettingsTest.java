package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fault.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeSettingsTest {
  @TempDir Path folder;

  private Settings read(String yaml, Map<String, String> environment) throws Exception {
    Files.writeString(folder.resolve("sdd.yaml"), yaml);
    Files.writeString(folder.resolve("token"), "glpat-1\n");
    Files.writeString(folder.resolve("secret"), "s\n");
    return SettingsReader.read(Optional.empty(), folder, new Environment(environment));
  }

  @Test
  void gitLabIsReachedWithATokenAtItsOwnAddress() throws Exception {
    String yaml =
        "forges: [{type: gitlab, token_file: token, webhook_secret_files: [secret]},"
            + " {id: inner, type: gitlab, api: 'https://git.example.com', token_file: token,"
            + " webhook_secret_files: secret}]";
    assertThat(told(read(yaml, Map.of())))
        .containsExactly(
            "gitlab https://gitlab.com glpat-1 s", "inner https://git.example.com glpat-1 s");
  }

  @Test
  void variablesAloneDescribeAGitLab() throws Exception {
    var variables =
        Map.of(
            "SDD_FORGES_0_TYPE", "gitlab",
            "SDD_FORGES_0_TOKEN_FILE", "token",
            "SDD_FORGES_0_WEBHOOK_SECRET_FILES", "secret");
    assertThat(told(read("{}", variables))).containsExactly("gitlab https://gitlab.com glpat-1 s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: gitlab, webhook_secret_files: [secret]}|token_file",
        "{type: gitlab, token_file: token}|webhook_secret_files",
        "{type: gitlab, token_file: none, webhook_secret_files: [secret]}|'none'",
        "{type: gitlab, token_file: token, webhook_secret_files: [secret], app_id: 1}|app_id",
        "{type: gitea, token_file: token}|github, gitlab",
        "{type: gitlab, api: 'ftp://x', token_file: token, webhook_secret_files: [secret]}|api"
      })
  void whatIsMissingOrWrongIsNamed(String forge, String named) {
    assertThatThrownBy(() -> read("forges: [" + forge + "]", Map.of()))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining(named);
  }

  private static List<String> told(Settings settings) {
    return settings.forges().stream()
        .map(Settings.GitLab.class::cast)
        .map(forge ->
            String.join(
                " ",
                forge.id(),
                forge.web().toString(),
                forge.token().reveal(),
                forge.webhookSecrets().getFirst().reveal()))
        .toList();
  }
}
