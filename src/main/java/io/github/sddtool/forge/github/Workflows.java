package io.github.sddtool.forge.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.RepoId;

// @spec app/actions#REQ-ACT-005, app/actions#REQ-ACT-006
/// Starts workflows of GitHub Actions that have the trigger `workflow_dispatch`.
final class Workflows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AppAccess access;

  Workflows(AppAccess access) {
    this.access = access;
  }

  void start(RepoId repo, Dispatch dispatch) {
    // A token that has to be fetched first is no start of anything.
    access.token(ask(repo, dispatch, false), repo);
    access.inWords(
        ask(repo, dispatch, true),
        repo,
        repository ->
            repository.send(
                "POST",
                "/actions/workflows/" + dispatch.workflow() + "/dispatches",
                body(dispatch)));
  }

  private static Ask ask(RepoId repo, Dispatch dispatch, boolean once) {
    String what =
        "start the workflow %s of %s on %s"
            .formatted(dispatch.workflow(), repo.name(), dispatch.ref());
    return new Ask(what, "actions: write", once);
  }

  private static Bytes body(Dispatch dispatch) throws JsonProcessingException {
    ObjectNode body = JSON.createObjectNode().put("ref", dispatch.ref());
    ObjectNode inputs = body.putObject("inputs");
    dispatch.inputs().forEach(inputs::put);
    return Bytes.utf8(JSON.writeValueAsString(body));
  }
}
