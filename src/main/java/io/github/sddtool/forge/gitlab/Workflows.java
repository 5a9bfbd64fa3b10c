package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Dispatch;
import io.github.sddtool.source.RepoId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

// @spec app/actions#REQ-ACT-005, app/actions#REQ-ACT-006, app/actions#REQ-ACT-007
/// Starts pipelines. GitLab has no workflows by name: the rules of the jobs in `.gitlab-ci.yml`
/// decide by the variable `SDD_WORKFLOW` which of them run.
final class Workflows {
  private static final String WORKFLOW = "SDD_WORKFLOW";

  private static final String NEEDS =
      "the scope api, the role Developer and the right to set pipeline variables";

  /// What GitLab, though not its runner, takes for another variable's value.
  private static final Pattern PERCENT = Pattern.compile("%(?=[A-Za-z_][A-Za-z0-9_]*%)");

  private final Client client;

  Workflows(Client client) {
    this.client = client;
  }

  void start(RepoId repo, Dispatch dispatch) {
    String project = ProjectPath.of(repo).text();
    var ask =
        Ask.once(
            "start a pipeline of %s on %s for the workflow %s"
                .formatted(project, dispatch.ref(), dispatch.workflow()),
            NEEDS);
    var variables = new TreeMap<String, String>();
    dispatch
        .inputs()
        .forEach((name, value) -> variables.put(name.toUpperCase(Locale.ROOT), literal(value)));
    variables.put(WORKFLOW, dispatch.workflow());
    client.call(
        ask,
        api -> {
          new MoreCalls(api).startPipeline(project, dispatch.ref(), Map.copyOf(variables));
          return true;
        });
  }

  /// The value as the job shall have it. Values of variables are templates: `$CI_JOB_TOKEN` in one
  /// would become the token, and inputs may repeat what others wrote.
  private static String literal(String value) {
    return PERCENT.matcher(value.replace("$", "$$")).replaceAll("%\u200B");
  }
}
