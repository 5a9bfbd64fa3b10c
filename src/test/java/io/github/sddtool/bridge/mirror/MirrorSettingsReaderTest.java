package io.github.sddtool.bridge.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MirrorSettingsReaderTest {
  private static final RepoPath AUTH = new RepoPath(".sdd/specs/auth/login/spec.md");
  private static final RepoPath PAY = new RepoPath(".sdd/specs/pay/spec.md");
  private static final Part STATUS = new Part(Part.Kind.FIELD, "status", "status: draft\n");
  private static final Part REQUIREMENT = new Part(Part.Kind.REQUIREMENT, "REQ-1", "x\n");

  // @spec app/bridge#REQ-BRIDGE-001
  @Test
  void theFirstExceptionThatFitsCountsAndElseTheMode() {
    MirrorSettings settings =
        MirrorSettingsReader.read(
            """
            server:
              url: https://sdd.example.com
              project: shop
            sync:
              mode: server-primary
              auto_pull: false
              conflict_resolution: remote
              authority:
                - {path: .sdd/specs/auth/**, wins: git}
                - {field: status, wins: both}
            """);
    assertThat(settings.autoPull()).isFalse();
    assertThat(settings.ruling(AUTH).authority().apply(STATUS)).isEqualTo(Authority.GIT);
    assertThat(settings.ruling(PAY).authority().apply(STATUS)).isEqualTo(Authority.BOTH);
    assertThat(settings.ruling(PAY).authority().apply(REQUIREMENT)).isEqualTo(Authority.STORE);
    assertThat(settings.ruling(PAY).otherwise()).isEqualTo(Authority.STORE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sync: {mode: both} | bidirectional, git-primary, server-primary",
        "sync: {auto_push: maybe} | false, true",
        "sinc: {} | server, sync",
        "sync: {authority: [{wins: me}]} | both, git, store",
        "sync: {conflict_resolution: x} | local, merge, prompt, remote"
      })
  void aWordThatIsNotKnownIsRefusedWithTheChoices(String text, String choices) {
    assertThatExceptionOfType(UserFault.class)
        .isThrownBy(() -> MirrorSettingsReader.read(text))
        .withMessageContaining(".sdd/server.yml:1")
        .withMessageContaining(choices);
  }
}
