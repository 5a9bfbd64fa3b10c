package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.analysis.finding.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  // @spec app/local#REQ-LOCAL-002
  @Test
  void theWebhookEndsInACheckAndACommentThatNameThreeDefects(@TempDir Path folder) {
    try (Demo demo = Demo.start(folder, Clock.systemUTC())) {
      Demo.Shown shown = demo.run();

      assertThat(shown.answer()).isEqualTo(202);
      assertThat(shown.check().verdict()).isEqualTo(Verdict.FAIL);
      assertThat(shown.check().title()).contains("REQ-003", "REQ-004", "REQ-002");
      assertThat(shown.check().annotations()).hasSize(3);
      assertThat(shown.comment()).contains("REQ-003", "REQ-004", "REQ-002");
      assertThat(shown.stages())
          .extracting(Demo.Stage::name)
          .contains("webhook", "read", "fetch", "assess", "publish", "webhook to check");
    }
  }
}
