package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void itLeavesNothingBehind() throws IOException {
    List<Path> before = warmUps();
    WarmUp.main(new String[] {"commands", "src/warmup"});
    assertThat(warmUps()).isEqualTo(before);
  }

  private static List<Path> warmUps() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("sdd-warmup"))
          .sorted()
          .toList();
    }
  }
}
