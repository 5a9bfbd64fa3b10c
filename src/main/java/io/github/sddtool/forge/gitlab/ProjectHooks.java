package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.HookState;
import io.github.sddtool.source.RepoId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitlab4j.api.GitLabApiException;

/// The webhooks of projects as GitLab sees them. One of a group or of the instance is seen by those
/// who own these, which the token need not.
final class ProjectHooks {
  private static final int MOST_PROJECTS = 50;

  private final Client client;
  private final String route;

  ProjectHooks(Client client, String forge) {
    this.client = client;
    this.route = "/webhooks/" + forge;
  }

  /// The worst that is known of the projects' hooks.
  HookState state(List<RepoId> projects) {
    boolean works = false;
    for (RepoId project : projects.stream().limit(MOST_PROJECTS).toList()) {
      switch (state(project)) {
        case HookState.Off off -> {
          return off;
        }
        case HookState.Works _ -> works = true;
        case HookState.Unknown _ -> {
          // A hook of its group may be what tells us.
        }
      }
    }
    return works
        ? new HookState.Works()
        : new HookState.Unknown("no project's own hook can be seen by this token");
  }

  private HookState state(RepoId repo) {
    String project = ProjectPath.of(repo).text();
    var ask = new Ask("read the webhooks of " + repo.name(), "the role Maintainer");
    Optional<List<Map<String, Object>>> hooks =
        client.call(
            ask,
            api -> {
              try {
                return Optional.of(new MoreCalls(api).hooks(project));
              } catch (GitLabApiException e) {
                if (e.getHttpStatus() == 401
                    || e.getHttpStatus() == 403
                    || e.getHttpStatus() == 404) {
                  return Optional.empty();
                }
                throw e;
              }
            });
    return hooks.stream()
        .flatMap(List::stream)
        .filter(hook -> String.valueOf(hook.get("url")).replaceAll("/+$", "").endsWith(route))
        .findFirst()
        .<HookState>map(hook -> ofHook(repo, hook))
        .orElse(new HookState.Unknown(""));
  }

  /// GitLab says `executable`, `temporarily_disabled` or `disabled`.
  private static HookState ofHook(RepoId repo, Map<String, Object> hook) {
    String status = String.valueOf(hook.getOrDefault("alert_status", "executable"));
    return status.equals("executable")
        ? new HookState.Works()
        : new HookState.Off(
            "the webhook of "
                + repo.name()
                + " is "
                + status.replace('_', ' ')
                + ", because its deliveries failed");
  }
}
