package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void itLeavesNothingBehind() throws IOException {
    List<Path> before = rehearsals();
    Rehearsal.main(new String[] {"commands", "src/rehearsal"});
    assertThat(rehearsals()).isEqualTo(before);
  }

  private static List<Path> rehearsals() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("sdd-rehearsal"))
          .sorted()
          .toList();
    }
  }
}
