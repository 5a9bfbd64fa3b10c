package io.github.sddtool.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.Main;
import io.github.sddtool.analysis.Grants;
import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.baseline.Waiver;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Version;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.fault.RunnerFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.HtmlRenderer;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Order;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.git.GitHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Request CHECK = Request.of(Question.CHECK).on(LocalDate.of(2026, 11, 29));

  @TempDir Path folder;
  private @Nullable GitHistory opened;
  private @Nullable Change made;

  @BeforeEach
  void aChangeThatWeakensARequirement() {
    var repo = TestRepo.in(folder.resolve("shop"));
    String spec =
        "# Cart\n\n### REQ-001: Sum\n\nThe cart %s show its sum.\n\n#### Scenario: Sum\n\n- **GIVEN** goods\n- **WHEN** it is shown\n- **THEN** so is the sum\n";
    String base =
        repo.write(".sdd/specs/cart/spec.md", spec.formatted("MUST"))
            .write(
                "Cart.java",
                "// @spec cart#REQ-001\nclass Cart {\n  int sum() {\n    return 1;\n  }\n}\n")
            .commit("first");
    String head = repo.write(".sdd/specs/cart/spec.md", spec.formatted("MAY")).commit("second");
    repo.write("Cart.java", "// @spec cart#REQ-001\nclass Cart {}\n").commit("third");
    opened = GitHistory.open(folder.resolve("shop"));
    made = shop().change(new CommitId(base), new CommitId(head)).orElseThrow();
  }

  private GitHistory shop() {
    return Objects.requireNonNull(opened);
  }

  private Change change() {
    return Objects.requireNonNull(made);
  }

  @AfterEach
  void close() {
    shop().close();
  }

  // @spec app/runners#REQ-RUN-001, app/runners#REQ-RUN-002
  @Test
  void aProcessOfItsOwnGivesTheSameReportAsThisOne() {
    Request granting =
        CHECK.granting(
            new Grants(
                List.of(
                    new Waiver(
                        1,
                        new Waiver.Target.One("0123456789abcdef"),
                        new Finding.Waived(
                            "ann", "tried", Optional.of(LocalDate.MAX.withYear(2030))))),
                Attestations.NONE));
    Report apart = runner(RunnerTest::inAProcess).assess(shop(), change(), granting);
    Report here = Engine.assessor().assess(change(), granting);

    assertThat(new MarkdownRenderer().render(apart, Version.style()))
        .isEqualTo(new MarkdownRenderer().render(here, Version.style()))
        .contains("cart#REQ-001");
    assertThat(new HtmlRenderer().render(apart, Version.style()))
        .isEqualTo(new HtmlRenderer().render(here, Version.style()));
    assertThat(apart.asked()).isEqualTo(here.asked());
    assertThat(apart.failing()).hasSameSizeAs(here.failing()).isNotEmpty();
    assertThat(apart.parts().drift()).isEqualTo(here.parts().drift());
  }

  /// As a box runs it: an order on standard input, a document on standard output.
  private static Box.Outcome inAProcess(Path clone, String order) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  "judge",
                  "--format",
                  "json",
                  "-C",
                  clone.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = process.getOutputStream()) {
        in.write(order.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Box.Outcome.Ended(process.waitFor(), output);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // @spec app/runners#REQ-RUN-002
  @Test
  void whatIsWrongWithTheRepositoryIsToldAsItIsHere() {
    var unknown = new Request(Question.IMPACT, List.of("nothing"), CHECK.adjust());
    assertThatThrownBy(() -> runner(RunnerTest::inAProcess).assess(shop(), change(), unknown))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("'nothing'");
  }

  // @spec app/runners#REQ-RUN-001
  @ParameterizedTest
  @ValueSource(
      strings = {
        "verdict",
        "head",
        "base",
        "rules",
        "finding",
        "fails",
        "severity",
        "coverage",
        "digest",
        "tool digest",
        "schema",
        "question",
        "cut",
        "empty",
        "white space"
      })
  void aReportThatLiesIsNoAnswer(String lie) {
    assertThatThrownBy(() ->
            runner((_, order) -> ended(1, lie(honest(order), lie))).assess(shop(), change(), CHECK))
        .isInstanceOf(SourceFault.class)
        .hasMessageContaining("could not be assessed")
        .hasMessageContaining("exit code 1");
  }

  private static String lie(String json, String lie) {
    return switch (lie) {
      case "verdict" -> edited(json, root -> root.put("verdict", "pass"));
      case "head", "base", "rules" -> edited(json, root -> root.put(lie, "0".repeat(40)));
      case "finding" -> edited(json, root -> ((ArrayNode) root.get("findings")).removeAll());
      case "fails" ->
          edited(
              json,
              root -> root.get("findings").forEach(one -> ((ObjectNode) one).put("fails", false)));
      case "severity" ->
          edited(
              json,
              root ->
                  root.get("findings").forEach(one -> ((ObjectNode) one).put("severity", "none")));
      case "coverage" ->
          edited(json, root -> ((ObjectNode) root.get("coverage")).put("covered", 0));
      case "digest" ->
          edited(
              json,
              root -> ((ObjectNode) root.get("digests")).put("code", "sha256:" + "0".repeat(64)));
      case "tool digest" ->
          edited(
              json,
              root -> ((ObjectNode) root.get("digests")).put("tool", "sha256:" + "0".repeat(64)));
      case "schema" -> edited(json, root -> root.put("schema", "sdd.report/2"));
      case "question" -> edited(json, root -> root.put("command", "validate"));
      case "cut" -> json.substring(0, json.length() / 2);
      case "empty" -> "";
      case "white space" -> json + "\n";
      default -> throw new AssertionError(lie);
    };
  }

  private static String edited(String json, Consumer<ObjectNode> edit) {
    try {
      JsonNode root = MAPPER.readTree(json);
      edit.accept((ObjectNode) root);
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anotherVersionIsTheOperatorsBusiness() {
    assertThatThrownBy(() ->
            runner((_, order) -> ended(1, edited(honest(order), root -> root.put("tool", "0.9"))))
                .assess(shop(), change(), CHECK))
        .isInstanceOf(RunnerFault.class)
        .hasMessageContaining("sdd 0.9")
        .hasMessageContaining("runner.image");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 134})
  void aReasonInPlaceOfAReportIsToldByWhoHasToAct(int code) {
    String reason =
        new JsonRenderer().nothing("judge", Version.current(), Verdict.ERROR, "it is so.");
    assertThatThrownBy(() -> runner((_, _) -> ended(code, reason)).assess(shop(), change(), CHECK))
        .isInstanceOf(code == 2 || code == 3 ? UserFault.class : SourceFault.class)
        .hasMessage("it is so.");
  }

  // @spec app/runners#REQ-RUN-003
  @Test
  void whatTakesTooLongInThisProcessIsEndedAndToldWithItsSetting() throws InterruptedException {
    var stopped = new CountDownLatch(1);
    var runner =
        new InProcessRunner(
            (_, request) -> {
              try {
                while (true) {
                  request.progress().read(1, 1);
                }
              } finally {
                stopped.countDown();
              }
            },
            new Limits(Duration.ofMillis(50), 512));

    assertThatThrownBy(() -> runner.assess(shop(), change(), CHECK))
        .isInstanceOf(SourceFault.class)
        .hasMessageContaining("runner.timeout_seconds");
    assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
  }

  // @spec app/jobs#REQ-JOB-006
  @Test
  void whoIsToldToStopWhileItIsAssessedStops() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var ended = new AtomicReference<Throwable>();
    var runner =
        new InProcessRunner(
            (_, request) -> {
              begun.countDown();
              while (true) {
                request.progress().read(1, 1);
              }
            },
            new Limits(Duration.ofMinutes(5), 512));
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                runner.assess(shop(), change(), CHECK);
              } catch (CancellationException e) {
                ended.set(e);
              }
            });
    begun.await();
    thread.interrupt();
    thread.join();

    assertThat(ended.get()).isInstanceOf(CancellationException.class);
  }

  // @spec app/runners#REQ-RUN-002
  @Test
  void anOrderReadsBackAsItWasWritten() {
    var order = Order.of(change(), CHECK);
    assertThat(Order.read(order.write())).isEqualTo(order);
    assertThatThrownBy(() -> Order.read("{\"schema\": \"sdd.order/2\"}"))
        .isInstanceOf(UserFault.class)
        .hasMessageContaining("sdd.order/1");
  }

  // @spec app/runners#REQ-RUN-004
  @Test
  void aProgramThatIsNotThereIsTheOperatorsBusiness() {
    var setup =
        new ContainerBox.Setup(
            List.of("/nonexistent/podman"),
            List.of(),
            "sdd-tool/cli",
            new Limits(Duration.ofSeconds(9), 512),
            "x");
    assertThatThrownBy(() -> runner(new ContainerBox(setup)).assess(shop(), change(), CHECK))
        .isInstanceOf(RunnerFault.class)
        .hasMessageContaining("runner.command");
  }

  private String honest(String order) {
    Order asked = Order.read(order);
    return new JsonRenderer()
        .render(
            Engine.assessor().assess(asked.change(shop(), ""), asked.request()), Version.style());
  }

  private static Box.Outcome ended(int code, String output) {
    return new Box.Outcome.Ended(code, output);
  }

  private static BoxRunner runner(Box box) {
    return new BoxRunner(box, Version.current(), Version.digest());
  }
}
