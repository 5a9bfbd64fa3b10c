package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sddtool.fake.gitlab.Project;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Branch;
import io.github.sddtool.forge.Merged;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  private final Acme acme;
  private final Project project;
  private final long number;

  HistoryTest(@TempDir Path folder) {
    acme = new Acme(folder);
    project = acme.standIn.project();
    acme.forge.propose(Acme.REPO, new Proposal("sdd/undo", "main", "Undo it", ""));
    number = project.open().getFirst();
  }

  @AfterEach
  void stop() {
    acme.close();
  }

  // @spec app/actions#REQ-ACT-001
  @Test
  void defaultBranchHasItsNameAndItsTip() {
    assertThat(acme.forge.defaultBranch(Acme.REPO)).contains(new Branch("main", acme.main));
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void mergeAndItsHeadAreKnownByTheirRequest() {
    var merge = new CommitId(project.merge(number, false));
    var expected =
        new Merged(
            (int) number,
            "Undo it",
            "sdd-bot",
            "sdd/undo",
            acme.head,
            Optional.of(
                URI.create(acme.standIn.web() + "/" + Acme.PATH + "/-/merge_requests/" + number)));
    assertThat(by(merge)).contains(expected);
    assertThat(by(acme.head)).contains(expected);
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void ofSeveralTheOneThatMadeTheCommitComesFirst() {
    project.request(number + 1, "sdd/undo", "main", acme.head.hex());
    var squash = new CommitId(project.merge(number, true));
    project.set(number + 1, "state", "merged");
    project.set(number + 1, "merged_at", "2099-01-01T00:00:00Z");
    project.set(number + 1, "merge_commit_sha", "f".repeat(40));
    assertThat(by(squash)).map(Merged::number).contains((int) number);
    assertThat(by(acme.head)).map(Merged::number).contains((int) number + 1);
    project.set(number + 1, "sha", squash.hex());
    assertThat(by(squash)).map(Merged::number).contains((int) number);
  }

  // @spec app/actions#REQ-ACT-002
  @Test
  void onlyWhatWasMergedIntoTheDefaultBranchCounts() {
    assertThat(by(acme.head)).isEmpty();
    assertThat(by(new CommitId("f".repeat(40)))).isEmpty();
    var merge = new CommitId(project.merge(number, false));
    project.set(number, "target_branch", "release");
    assertThat(by(merge)).isEmpty();
  }

  @Test
  void projectThatIsGoneIsNoUnknownCommit() {
    var elsewhere = new RepoId("gitlab", "acme/other");
    assertThatThrownBy(() -> acme.forge.mergedBy(elsewhere, acme.head))
        .isInstanceOf(ForgeFault.class)
        .hasMessageContaining("the access token may not see it");
  }

  private Optional<Merged> by(CommitId commit) {
    return acme.forge.mergedBy(Acme.REPO, commit);
  }
}
