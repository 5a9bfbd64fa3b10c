package io.github.sddtool.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.store.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the guide, run as they are written.
class ApiGuideTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^```sh\\n(.*?)^```$", Pattern.DOTALL);

  @Test
  void everyExampleOfTheGuideWorks(@TempDir Path folder) throws Exception {
    String script =
        EXAMPLE
            .matcher(Files.readString(Path.of("docs/api.md")))
            .results()
            .map(one -> one.group(1))
            .collect(Collectors.joining("\n"));
    assertThat(script).contains("/api/audit/logs");
    try (var api = new ApiClient(TestStore.SQLITE, folder.resolve("data"))) {
      Process shell = shell(folder, script, "http://127.0.0.1:" + api.server.port());
      String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(shell.exitValue()).as(said).isZero();
      assertThat(said).contains("password twice").contains("bob@example.com");
    }
  }

  private static Process shell(Path folder, String script, String url) throws IOException {
    Path file = Files.writeString(folder.resolve("examples.sh"), script);
    var shell = new ProcessBuilder("sh", "-e", file.toString());
    shell.directory(folder.toFile()).redirectErrorStream(true);
    shell.environment().put("URL", url);
    shell.environment().put("TOKEN", ApiClient.TOKEN);
    shell.environment().put("NO_PROXY", "*");
    return shell.start();
  }
}
