package io.github.sddtool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.app.Version;
import io.github.sddtool.fake.git.TestRepo;
import io.github.sddtool.report.ReportSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SPEC =
      "# Cart\n\n### REQ-001: Sum\n\nThe cart %s show its sum.\n\n#### Scenario: Sum\n\n- **GIVEN** goods\n- **WHEN** it is shown\n- **THEN** so is the sum\n";

  private final Path folder;
  private final TestRepo repo;

  VerifyTest(@TempDir Path folder) {
    this.folder = folder;
    this.repo = TestRepo.in(folder.resolve("shop"));
  }

  @BeforeEach
  void aBranchThatWeakensARequirement() {
    repo.write("shop/.sdd/specs/cart/spec.md", SPEC.formatted("MUST"))
        .write("shop/Cart.java", "// @spec cart#REQ-001\nclass Cart {}\n")
        .commit("first");
    repo.branch("weak")
        .write("shop/.sdd/specs/cart/spec.md", SPEC.formatted("MAY"))
        .commit("second");
  }

  private Path report(String... options) {
    Path file = folder.resolve("report.json");
    var words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--format", "json=" + file, "-q"));
    Ran.in(folder.resolve("shop/shop"), words.toArray(String[]::new));
    return file;
  }

  private Ran verify(String... more) {
    var words = new ArrayList<>(List.of("verify", folder.resolve("report.json").toString()));
    words.addAll(List.of(more));
    return Ran.in(folder.resolve("shop/shop"), words.toArray(String[]::new));
  }

  // @spec app/verdicts#REQ-VER-002
  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --base main --head weak",
        "check --head weak",
        "check --base main --head weak --fail-on none",
        "quality cart --min-score 99 --head weak",
        "sync --threshold 100 --head weak",
        "validate --strict --head weak",
        "drift --base main --head weak"
      })
  void aReportThatIsTrueIsReachedAgain(String line) {
    report(line.split(" ", -1));
    Ran ran = verify();
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).startsWith("verified: ").contains("unsigned");
  }

  // @spec app/verdicts#REQ-VER-002
  @ParameterizedTest
  @ValueSource(strings = {"verdict", "coverage", "findings", "digests", "asked"})
  void aReportThatWasChangedIsNotAndWhatDiffersIsNamed(String part) throws IOException {
    edit(
        report("check", "--base", "main", "--head", "weak"),
        root -> {
          switch (part) {
            case "verdict" -> root.put("verdict", "pass");
            case "coverage" -> ((ObjectNode) root.get("coverage")).put("tested", 1);
            case "findings" -> root.putArray("findings");
            case "digests" -> ((ObjectNode) root.get("digests")).put("code", "sha256:0");
            default -> ((ObjectNode) root.get("asked")).put("failOn", "none");
          }
        });
    Ran ran = verify();
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out()).startsWith("not verified: ").contains("differ: ");
    if (!part.equals("asked")) {
      assertThat(ran.out()).contains(part);
    }
    JsonNode told = MAPPER.readTree(verify("--format", "json").out());
    assertThat(told.get("verified").asBoolean()).isFalse();
    assertThat(told.get("differs")).isNotEmpty();
  }

  // @spec app/verdicts#REQ-VER-001
  @Test
  void theDayIsToldWhereSomethingExpiresAndNowhereElse() throws IOException {
    JsonNode usual = MAPPER.readTree(Files.readString(report("check", "--head", "weak")));
    assertThat(usual.at("/asked/day").isMissingNode()).isTrue();
    repo.write(
            "shop/.sdd/waivers.yml",
            "waivers:\n  - rule: coverage/uncovered\n    path: '**'\n    author: ann\n    reason: later\n    expires: 2040-01-01\n")
        .commit("waived");
    JsonNode dated = MAPPER.readTree(Files.readString(report("check", "--head", "HEAD")));
    assertThat(dated.at("/asked/day").asText()).startsWith("20");
    assertThat(verify().code()).isZero();
  }

  // @spec app/verdicts#REQ-VER-001
  @Test
  void aLineOfCodeChangesTheDigestOfTheCodeAlone() throws IOException {
    repo.write("shop/Cart.java", "// @spec cart#REQ-001\nclass Cart { int sum; }\n")
        .commit("third");
    JsonNode before = MAPPER.readTree(Files.readString(report("check", "--head", "HEAD~1")));
    JsonNode after = MAPPER.readTree(Files.readString(report("check", "--head", "HEAD")));
    for (String same : new String[] {"specs", "rules", "tool"}) {
      assertThat(after.at("/digests/" + same)).as(same).isEqualTo(before.at("/digests/" + same));
      assertThat(after.at("/digests/" + same).asText()).as(same).startsWith("sha256:");
    }
    assertThat(after.at("/digests/code")).isNotEqualTo(before.at("/digests/code"));
  }

  // @spec app/verdicts#REQ-VER-003
  @Test
  void aSignatureHoldsUntilALetterChangesAndNamesItsKey() throws Exception {
    Path file = report("check", "--base", "main", "--head", "weak");
    KeyPair key = key();
    Files.writeString(file, ReportSignature.sign(Files.readString(file), key));
    assertThat(verify().out())
        .startsWith("verified: fail")
        .contains("signed by " + ReportSignature.text(key.getPublic()));
    Path known =
        Files.writeString(folder.resolve("key"), ReportSignature.text(key.getPublic()) + "\n");
    assertThat(verify("--key", known.toString()).code()).isZero();
    Path other =
        Files.writeString(folder.resolve("other"), ReportSignature.text(key().getPublic()));
    assertThat(verify("--key", other.toString()).out()).contains("differ: signature");

    edit(file, root -> root.put("tool", root.get("tool").asText()).put("more", "than was signed"));
    Ran ran = verify();
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out()).contains("its signature is broken").contains("signature");
  }

  private static KeyPair key() throws NoSuchAlgorithmException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  @Test
  void anUnsignedReportIsNotWhatAKeyAsksFor() throws Exception {
    report("check", "--base", "main", "--head", "weak");
    Path key = Files.writeString(folder.resolve("key"), ReportSignature.text(key().getPublic()));
    assertThat(verify("--key", key.toString()).code()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReachedAgainSaysWhy() throws IOException {
    report("check");
    assertThat(verify().code()).isEqualTo(2);
    assertThat(verify().err()).contains("not committed");
    Path file = report("check", "--head", "weak");
    edit(file, root -> root.put("tool", "0.9"));
    assertThat(verify().code()).isEqualTo(4);
    assertThat(verify().err()).contains("sdd 0.9");
    edit(file, root -> root.put("tool", Version.current()).put("head", "0".repeat(40)));
    assertThat(verify().code()).isEqualTo(4);
    Files.writeString(file, "[]");
    assertThat(verify().code()).isEqualTo(2);
    assertThat(verify().err()).contains("is no report");
    Files.delete(file);
    assertThat(verify().code()).isEqualTo(2);
  }

  private static void edit(Path file, Consumer<ObjectNode> edit) throws IOException {
    var root = (ObjectNode) MAPPER.readTree(Files.readString(file));
    edit.accept(root);
    Files.writeString(file, MAPPER.writeValueAsString(root));
  }
}
