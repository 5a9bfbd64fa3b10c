package io.github.sddtool.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.EndToEndTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// What the app says to GitHub while all goes well, as GitHub describes it.
class EndToEndContractTest extends EndToEndTest {
  private final Listener listener = Listener.to(gitHub());

  EndToEndContractTest(@TempDir Path folder) {
    super(folder);
  }

  @AfterEach
  void everyExchangeIsAsDescribed() {
    // It hears of those too that are not kept: how our webhook stands is asked now and then.
    int kept = gitHub().exchanges().size();
    assertThat(listener.judged()).isGreaterThanOrEqualTo(kept);
    assertThat(listener.violations()).isEmpty();
  }
}
