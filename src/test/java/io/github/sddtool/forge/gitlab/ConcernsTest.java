package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.gitlab.Desk;
import io.github.sddtool.fake.gitlab.GitLabStandIn;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Concern;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcernsTest {
  private static final String ISSUES = "/projects/" + Acme.PATH + "/issues";
  private static final Concern CONCERN =
      new Concern("guard:shop-prices", "Prices fell", "From 90 to 40.", Set.of("sdd", "guard"));

  private final Acme acme;
  private final Desk desk;

  ConcernsTest(@TempDir Path folder) {
    acme = new Acme(folder);
    desk = acme.standIn.project().desk();
  }

  @AfterEach
  void stop() {
    acme.close();
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void issueIsOpenedOnceHoweverOftenItIsRaised() {
    Optional<URI> where = raise(CONCERN);
    assertThat(raise(CONCERN)).isEqualTo(where);
    assertThat(where).contains(URI.create(acme.standIn.web() + "/" + Acme.PATH + "/-/issues/1"));
    assertThat(acme.standIn.writes()).containsExactly("POST " + ISSUES);
    assertThat(desk.says(1, "title")).isEqualTo("Prices fell");
    assertThat(desk.says(1, "description"))
        .isEqualTo("<!-- sdd:guard:shop-prices -->\nFrom 90 to 40.");
    assertThat(desk.says(1, "labels")).isEqualTo("[guard, sdd]");
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void openOneGetsTheBodyThatDiffersAndAClosedOneStaysAsItIs() {
    raise(CONCERN);
    var worse = new Concern(CONCERN.marker(), "Another title", "From 90 to 30.", Set.of());
    raise(worse);
    raise(worse);
    assertThat(acme.standIn.writes()).containsExactly("POST " + ISSUES, "PUT " + ISSUES + "/1");
    assertThat(desk.says(1, "title")).isEqualTo("Prices fell");
    assertThat(desk.says(1, "description")).endsWith("From 90 to 30.");
    desk.close(1);
    assertThat(raise(CONCERN).orElseThrow().getPath()).endsWith("/issues/1");
    assertThat(desk.says(1, "state")).isEqualTo("closed");
    assertThat(desk.edits()).isEqualTo(1);
  }

  // @spec app/actions#REQ-ACT-003
  @Test
  void whatOthersOpenedIsNotOursAndOursIsFoundOnALaterPage() {
    desk.open(99, "Prices fell", "<!-- sdd:guard:shop-prices -->\nMine.");
    raise(CONCERN);
    for (int i = 0; i < 120; i++) {
      desk.open(GitLabStandIn.ME, "Another", "<!-- sdd:guard:" + i + " -->");
    }
    assertThat(raise(CONCERN).orElseThrow().getPath()).endsWith("/issues/2");
    assertThat(desk.says(1, "description")).endsWith("Mine.");
  }

  // @spec app/actions#REQ-ACT-003, app/publishing#REQ-PUB-011
  @Test
  void nobodyIsMentionedAndNothingObeyed() {
    var hostile =
        new Concern(
            "guard:x", "Closes #12 for @ada", "/close\r\n@ada closes #3\n /merge", Set.of());
    raise(hostile);
    raise(hostile);
    assertThat(acme.standIn.project().obeyed()).isEmpty();
    assertThat(desk.says(1, "title")).doesNotContain("#12", "@ada");
    assertThat(desk.says(1, "description")).contains("/close").doesNotContain("@ada", "#3");
    assertThat(acme.standIn.writes()).hasSize(1);
  }

  // @spec app/actions#REQ-ACT-004
  @Test
  void projectWithoutIssuesGetsNone() {
    desk.withoutIssues();
    assertThat(raise(CONCERN)).isEmpty();
  }

  // @spec app/actions#REQ-ACT-004
  @Test
  void missingPermissionIsNamedWithWhoMustGrantIt() {
    acme.standIn.trouble(
        call -> call.startsWith("POST "), new GitLabStandIn.Trouble.Refused(403), 1);
    assertThatThrownBy(() -> raise(CONCERN))
        .isInstanceOfSatisfying(
            ForgeFault.class,
            fault -> assertThat(fault.retry()).isEqualTo(new ForgeFault.Retry.Never()))
        .hasMessageContaining("the project's owner must grant it");
  }

  private Optional<URI> raise(Concern concern) {
    return acme.forge.raise(Acme.REPO, concern);
  }
}
