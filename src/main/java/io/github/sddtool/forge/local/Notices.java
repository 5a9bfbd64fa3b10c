package io.github.sddtool.forge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.forge.Concern;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.forge.Proposal;
import io.github.sddtool.source.git.SafeName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

// @spec app/actions#REQ-ACT-008
/// What a repository's people are shown and nothing acts on: proposals, issues, and workflows that
/// something else would start.
public final class Notices {
  private static final int LONGEST_TITLE = 256;
  private static final int LONGEST_BODY = 65_536;

  private final Path folder;

  /// @param folder of the repository's publications
  Notices(Path folder) {
    this.folder = folder;
  }

  URI show(Proposal wanted) {
    Proposal proposal = wanted.harmless(LONGEST_TITLE, LONGEST_BODY);
    ObjectNode json = Json.object().put("branch", proposal.branch()).put("into", proposal.into());
    json.put("title", proposal.title()).put("body", proposal.body()).put("draft", proposal.draft());
    var labels = new TreeSet<>(proposal.labels());
    // Those of people stay.
    proposal(proposal.branch()).ifPresent(known -> labels.addAll(known.labels()));
    labels.forEach(json.putArray("labels")::add);
    KeptFile file = proposalFile(proposal.branch());
    file.write(Json.write(json));
    return file.path().toUri();
  }

  /// What was proposed for a branch.
  public Optional<Proposal> proposal(String branch) {
    return proposalFile(branch)
        .read()
        .flatMap(Json::read)
        .map(json ->
            new Proposal(
                text(json, "branch"),
                text(json, "into"),
                text(json, "title"),
                text(json, "body"),
                json.path("draft").asBoolean(),
                labels(json)));
  }

  URI show(Concern wanted) {
    Concern concern = wanted.harmless(LONGEST_TITLE, LONGEST_BODY);
    KeptFile file = issueFile(concern.marker());
    ObjectNode json = file.read().flatMap(Json::read).orElseGet(() -> opened(concern));
    if (json.path("open").asBoolean()) {
      file.write(Json.write(json.put("body", concern.body())));
    }
    return file.path().toUri();
  }

  private static ObjectNode opened(Concern concern) {
    ObjectNode json = Json.object().put("marker", concern.marker()).put("open", true);
    json.put("title", concern.title());
    concern.labels().forEach(json.putArray("labels")::add);
    return json;
  }

  /// What the issue for a concern says.
  public Optional<Concern> concern(String marker) {
    return issueFile(marker)
        .read()
        .flatMap(Json::read)
        .map(json ->
            new Concern(
                text(json, "marker"), text(json, "title"), text(json, "body"), labels(json)));
  }

  void note(Dispatch dispatch) {
    ObjectNode json = Json.object();
    json.put("workflow", dispatch.workflow()).put("ref", dispatch.ref());
    ObjectNode inputs = json.putObject("inputs");
    dispatch.inputs().forEach(inputs::put);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          dispatchesFile(),
          json + "\n",
          UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new StoreFault("cannot write " + dispatchesFile(), e);
    }
  }

  /// What would have been started, in order.
  public List<Dispatch> dispatches() {
    return new KeptFile(dispatchesFile())
        .read().stream()
            .flatMap(bytes -> new String(bytes, UTF_8).lines())
            .flatMap(line -> Json.read(line.getBytes(UTF_8)).stream())
            .map(Notices::dispatch)
            .toList();
  }

  private static Dispatch dispatch(ObjectNode json) {
    var inputs = new LinkedHashMap<String, String>();
    json.path("inputs")
        .properties()
        .forEach(one -> inputs.put(one.getKey(), one.getValue().asText()));
    return new Dispatch(text(json, "workflow"), text(json, "ref"), inputs);
  }

  private static String text(JsonNode json, String name) {
    return Json.text(json, name).orElse("");
  }

  private static Set<String> labels(JsonNode json) {
    var labels = new TreeSet<String>();
    json.path("labels").forEach(label -> labels.add(label.asText()));
    return labels;
  }

  private KeptFile proposalFile(String branch) {
    return new KeptFile(folder.resolve(SafeName.of(branch)).resolve("proposal.json"));
  }

  private KeptFile issueFile(String marker) {
    return new KeptFile(folder.resolve("issues").resolve(SafeName.of(marker) + ".issue.json"));
  }

  private Path dispatchesFile() {
    return folder.resolve("dispatches.jsonl");
  }
}
