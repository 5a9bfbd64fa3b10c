package io.github.sddtool.forge.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.forge.Proposal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftsTest {
  private final Acme acme;

  DraftsTest(@TempDir Path folder) {
    acme = new Acme(folder);
  }

  @AfterEach
  void stop() {
    acme.close();
  }

  private static Proposal draft(String title, String... labels) {
    return new Proposal("sdd/undo", "main", title, "It broke.", true, Set.of(labels));
  }

  // @spec app/publishing#REQ-PUB-023
  @Test
  void draftIsOpenedAsOneAndReadyOnceAPersonSaysSo() {
    propose(draft("Undo it"));
    propose(draft("Undo it"));
    assertThat(title()).isEqualTo("Draft: Undo it");
    acme.standIn.project().set(only(), "title", "Undo it");
    propose(draft("Undo it"));
    assertThat(title()).isEqualTo("Undo it");
    assertThat(acme.standIn.writes()).hasSize(1);
    propose(draft("Undo more"));
    assertThat(title()).isEqualTo("Undo more");
  }

  // @spec app/publishing#REQ-PUB-023
  @ParameterizedTest
  @ValueSource(strings = {"Draft: ", "draft:", "[Draft] ", "(DRAFT) "})
  void titleIsComparedWithoutGitLabsWord(String word) {
    propose(draft("Undo it"));
    acme.standIn.project().set(only(), "title", word + "Undo it");
    propose(draft("Undo it"));
    assertThat(acme.standIn.writes()).hasSize(1);
    propose(draft("Undo more"));
    assertThat(title()).isEqualTo(word + "Undo more");
  }

  @Test
  void longestTitleFitsBesideTheWord() {
    propose(draft("é".repeat(300)));
    propose(draft("é".repeat(300)));
    assertThat(title()).hasSize(255).startsWith("Draft: é");
    assertThat(acme.standIn.writes()).hasSize(1);
  }

  // @spec app/publishing#REQ-PUB-023
  @Test
  void labelsAreAddedAndNoneIsTakenOff() {
    propose(draft("Undo it", "revert", "sdd"));
    assertThat(labels()).containsExactlyInAnyOrder("revert", "sdd");
    assertThat(acme.standIn.writes()).hasSize(1);
    acme.standIn.project().label(only(), Map.of("add_labels", "urgent"));
    propose(draft("Undo it", "Revert"));
    assertThat(acme.standIn.writes()).hasSize(1);
    propose(draft("Undo it", "guard"));
    assertThat(labels()).containsExactlyInAnyOrder("revert", "sdd", "urgent", "guard");
    assertThat(acme.standIn.writes()).hasSize(2);
  }

  private void propose(Proposal proposal) {
    assertThat(acme.forge.propose(Acme.REPO, proposal)).isPresent();
  }

  private long only() {
    assertThat(acme.standIn.project().open()).hasSize(1);
    return acme.standIn.project().open().getFirst();
  }

  private String title() {
    return acme.standIn.project().says(only(), "title");
  }

  private Set<String> labels() {
    return acme.standIn.project().labels(only());
  }
}
