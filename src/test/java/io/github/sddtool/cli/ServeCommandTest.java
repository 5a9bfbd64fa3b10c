package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.Main;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the process itself does: whether it ends, and all that it says.
class ServeCommandTest {
  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void aTakenPortEndsTheProcessWithOneSentence() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = serve(Integer.toString(taken.getLocalPort()));
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err().lines())
          .singleElement()
          .asString()
          .contains("127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void whatIsNoPortIsRefusedBeforeAnythingIsOpened() throws Exception {
    for (String port : new String[] {"99999", "-1"}) {
      Ended ended = serve(port);
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.err().lines()).singleElement().asString().contains(port, "0 to 65535");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  private Ended serve(String port) throws IOException, InterruptedException {
    TestRepo.in(folder.resolve("repo")).write("a.txt", "a\n").commit("First");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path", ""),
                Main.class.getName(),
                "serve",
                "--local",
                "repo",
                "--port=" + port)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the process ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
