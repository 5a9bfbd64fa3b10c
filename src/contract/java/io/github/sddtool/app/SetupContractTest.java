package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.contract.Listener;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// What is said to GitHub to register an App, as GitHub describes it.
class SetupContractTest extends SetupTest {
  private final Listener listener = Listener.to(gitHub());

  SetupContractTest(@TempDir Path folder) throws IOException {
    super(folder);
  }

  @AfterEach
  void everyExchangeIsAsDescribed() {
    assertThat(listener.violations()).isEmpty();
  }
}
