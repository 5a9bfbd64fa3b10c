package io.github.sddtool.cli;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Version;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.report.JsonRenderer;
import io.github.sddtool.report.Order;
import io.github.sddtool.report.ReportReader;
import io.github.sddtool.report.ReportSignature;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

// @spec app/verdicts#REQ-VER-002
/// `sdd verify`
@Command(
    name = "verify",
    description =
        "Reaches the verdict of a JSON report again, from the commits it names, and says what differs; checks its signature.")
final class VerifyCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 64L << 20;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final SddCommand sdd;
  private final Console console;

  @Parameters(paramLabel = "REPORT", description = "A file that --format json=FILE wrote.")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The public key of the server that has to have signed it (GET /reports/key).")
  private Optional<Path> key = Optional.empty();

  VerifyCommand(SddCommand sdd, Console console) {
    this.sdd = sdd;
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean asJson = sdd.asksForJson("A verification");
    String json = text(Objects.requireNonNull(file));
    Report given = read(json);
    var differs = new ArrayList<String>();
    ReportSignature.Check signature = ReportSignature.check(json);
    if (!isGood(signature)) {
      differs.add("signature");
    }
    Order order =
        Order.of(given)
            .orElseThrow(() ->
                UserFault.usage(
                    "The report is about files that were not committed, so nobody can reach it again."));
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      Report own =
          Engine.assessor(FactsMemory.NONE).assess(workspace.change(order), order.request());
      boolean abridged = given.specs().isEmpty() && given.parts().quality().isEmpty();
      String again =
          new JsonRenderer()
              .render(
                  abridged ? own.withoutSpecs() : own,
                  Version.style().withFolder(workspace.folder()));
      differs.addAll(differing(json, again));
    }
    tell(asJson, given, order, signature, differs);
    return (differs.isEmpty() ? ExitCode.PASS : ExitCode.FINDINGS).code();
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw UserFault.usage("'%s' is larger than %d MiB.".formatted(file, MOST_BYTES >> 20));
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw UserFault.usage("'" + file + "' cannot be read as a text: " + e.getMessage() + ".");
    }
  }

  private Report read(String json) {
    try {
      ReportReader reader = ReportReader.of(json);
      Report report = reader.report(FileTree.ofPaths(List.of()), List.of());
      String tool = reader.tool().orElse("");
      if (!tool.equals(Version.current())) {
        throw new SourceFault(
            "The report was made by sdd %s, and this is sdd %s: only the same version can reach it again."
                .formatted(tool, Version.current()));
      }
      return report;
    } catch (ReportReader.Unreadable e) {
      throw UserFault.usage("'" + file + "' is no report: " + e.problem() + ".");
    }
  }

  private boolean isGood(ReportSignature.Check signature) {
    Optional<String> asked = key.map(VerifyCommand::text).map(String::strip);
    return switch (signature) {
      case ReportSignature.Check.Unsigned _ -> asked.isEmpty();
      case ReportSignature.Check.Good(String by) -> asked.isEmpty() || asked.get().equals(by);
      case ReportSignature.Check.Broken _ -> false;
    };
  }

  /// The parts of both documents that are not the same.
  private static List<String> differing(String given, String again) {
    try {
      JsonNode one = MAPPER.readTree(given);
      JsonNode other = MAPPER.readTree(again);
      var names = new TreeSet<String>();
      one.fieldNames().forEachRemaining(names::add);
      other.fieldNames().forEachRemaining(names::add);
      names.remove("signature");
      names.removeIf(name -> one.path(name).equals(other.path(name)));
      return List.copyOf(names);
    } catch (JacksonException e) {
      throw new IllegalStateException("both were read before", e);
    }
  }

  private void tell(
      boolean asJson,
      Report given,
      Order order,
      ReportSignature.Check signature,
      List<String> differs) {
    String signed =
        switch (signature) {
          case ReportSignature.Check.Unsigned _ -> "unsigned";
          case ReportSignature.Check.Good(String by) -> "signed by " + by;
          case ReportSignature.Check.Broken _ -> "its signature is broken";
        };
    if (asJson) {
      ObjectNode answer = MAPPER.createObjectNode();
      answer.put("schema", "sdd.verification/1");
      answer.put("verified", differs.isEmpty());
      answer.put("verdict", given.verdict().word());
      answer.put("head", order.head().hex());
      answer.put("signature", signed);
      differs.forEach(answer.putArray("differs")::add);
      console.out().println(answer);
    } else {
      console
          .out()
          .printf(
              "%s: %s of %s for %s%s; %s.%n",
              differs.isEmpty() ? "verified" : "not verified",
              given.verdict().word(),
              given.question().word(),
              order.head().brief(),
              order.base().map(CommitId::brief).map(base -> " against " + base).orElse(""),
              signed);
      if (!differs.isEmpty()) {
        console.out().println("These parts differ: " + String.join(", ", differs) + ".");
      }
    }
    console.out().flush();
  }
}
