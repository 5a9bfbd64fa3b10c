package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/// Builds the JSON of people, repositories, the app and its installations, as GitHub shapes it.
final class Shapes {
  /// Address keys of a repository, below its API address.
  private static final String REPOSITORY_URLS =
      """
      archive_url /{archive_format}{/ref}
      assignees_url /assignees{/user}
      blobs_url /git/blobs{/sha}
      branches_url /branches{/branch}
      collaborators_url /collaborators{/collaborator}
      comments_url /comments{/number}
      commits_url /commits{/sha}
      compare_url /compare/{base}...{head}
      contents_url /contents/{+path}
      contributors_url /contributors
      deployments_url /deployments
      downloads_url /downloads
      events_url /events
      forks_url /forks
      git_commits_url /git/commits{/sha}
      git_refs_url /git/refs{/sha}
      git_tags_url /git/tags{/sha}
      hooks_url /hooks
      issue_comment_url /issues/comments{/number}
      issue_events_url /issues/events{/number}
      issues_url /issues{/number}
      keys_url /keys{/key_id}
      labels_url /labels{/name}
      languages_url /languages
      merges_url /merges
      milestones_url /milestones{/number}
      notifications_url /notifications{?since,all,participating}
      pulls_url /pulls{/number}
      releases_url /releases{/id}
      stargazers_url /stargazers
      statuses_url /statuses/{sha}
      subscribers_url /subscribers
      subscription_url /subscription
      tags_url /tags
      teams_url /teams
      trees_url /git/trees{/sha}
      """;

  /// Address keys of a user, below its API address.
  private static final String USER_URLS =
      """
      followers_url /followers
      following_url /following{/other_user}
      gists_url /gists{/gist_id}
      starred_url /starred{/owner}{/repo}
      subscriptions_url /subscriptions
      organizations_url /orgs
      repos_url /repos
      events_url /events{/privacy}
      received_events_url /received_events
      """;

  private static final String LONG_AGO = "2025-01-01T00:00:00Z";

  private final Links links;
  private final GitHubStandIn.App app;
  private final World world;

  Shapes(Links links, GitHubStandIn.App app, World world) {
    this.links = links;
    this.app = app;
    this.world = world;
  }

  ObjectNode user(String login) {
    boolean bot = login.endsWith("[bot]");
    var plain = login.replace("[", "%5B").replace("]", "%5D");
    var api = links.api("/users/" + plain);
    var user = Json.object();
    user.put("login", login).put("id", login.hashCode() & 0x7fffffffL);
    user.put("node_id", nodeId("User", login.hashCode()));
    user.put("avatar_url", links.web("/avatars/" + plain)).put("gravatar_id", "");
    user.put("url", api).put("html_url", links.web("/" + (bot ? "apps/" + app.slug() : plain)));
    addresses(user, USER_URLS, api);
    user.put("type", bot ? "Bot" : "User").put("site_admin", false);
    return user;
  }

  /// Whom `GET /users/{login}` shows to everybody.
  ObjectNode publicUser(String login) {
    var user = user(login);
    user.put("user_view_type", "public").put("blog", "");
    for (var field : new String[] {"name", "company", "location", "email", "hireable", "bio"}) {
      user.putNull(field);
    }
    for (var field : new String[] {"public_repos", "public_gists", "followers", "following"}) {
      user.put(field, 0);
    }
    return user.put("created_at", LONG_AGO).put("updated_at", LONG_AGO);
  }

  ObjectNode app() {
    return app(app.id(), app.slug());
  }

  ObjectNode app(long id, String slug) {
    var node = Json.object();
    node.put("id", id).put("slug", slug).put("node_id", nodeId("App", id));
    node.set("owner", user("sdd-makers"));
    node.put("name", slug).put("description", "").put("external_url", links.web("/apps/" + slug));
    node.put("html_url", links.web("/apps/" + slug));
    node.put("created_at", LONG_AGO).put("updated_at", LONG_AGO);
    node.set("permissions", permissions());
    node.set("events", events());
    return node;
  }

  ObjectNode installation(long id, String owner) {
    var node = Json.object();
    node.put("id", id);
    node.set("account", user(owner));
    node.put("repository_selection", "selected");
    node.put("access_tokens_url", links.api("/app/installations/" + id + "/access_tokens"));
    node.put("repositories_url", links.api("/installation/repositories"));
    node.put("html_url", links.web("/settings/installations/" + id));
    node.put("app_id", app.id()).put("app_slug", app.slug());
    node.put("target_id", owner.hashCode() & 0x7fffffff).put("target_type", "User");
    node.set("permissions", permissions());
    node.set("events", events());
    node.put("created_at", LONG_AGO).put("updated_at", LONG_AGO);
    node.putNull("single_file_name").putNull("suspended_by").putNull("suspended_at");
    return node;
  }

  ObjectNode permissions() {
    var node = Json.object();
    world.permissions.forEach(node::put);
    return node;
  }

  ObjectNode repository(World.Hosted repository) {
    var api = links.api("/repos/" + repository.fullName());
    var html = links.web("/" + repository.fullName());
    int open = (int) repository.pulls.values().stream().filter(p -> p.closed.isEmpty()).count();
    var node = Json.object();
    node.put("id", repository.id).put("node_id", nodeId("Repository", repository.id));
    node.put("name", repository.name).put("full_name", repository.fullName());
    node.set("owner", user(repository.owner));
    node.put("private", repository.isPrivate);
    node.put("visibility", repository.isPrivate ? "private" : "public");
    node.put("html_url", html).putNull("description").put("fork", false).put("url", api);
    addresses(node, REPOSITORY_URLS, api);
    node.put("git_url", html.replace("http:", "git:") + ".git");
    node.put("ssh_url", "git@127.0.0.1:" + repository.fullName() + ".git");
    node.put("clone_url", html + ".git").putNull("mirror_url").put("svn_url", html);
    node.putNull("homepage").putNull("language").putNull("license");
    node.put("forks_count", 0).put("stargazers_count", 0).put("watchers_count", 0).put("size", 1);
    node.put("default_branch", repository.defaultBranch).put("open_issues_count", open);
    for (var feature : new String[] {"issues", "projects", "wiki", "downloads"}) {
      node.put("has_" + feature, true);
    }
    node.put("has_issues", repository.hasIssues);
    node.put("has_pages", false).put("has_discussions", false).put("is_template", false);
    node.put("archived", false).put("disabled", false).put("allow_forking", true);
    node.put("web_commit_signoff_required", false).putArray("topics");
    var created = Json.time(repository.created);
    node.put("pushed_at", created).put("created_at", created).put("updated_at", created);
    node.put("forks", 0).put("open_issues", open).put("watchers", 0);
    return node;
  }

  ArrayNode labels(World.Hosted repository, Set<String> names) {
    var labels = Json.array();
    for (var name : names) {
      long id = name.hashCode() & 0x7fffffffL;
      labels
          .addObject()
          .put("id", id)
          .put("node_id", nodeId("Label", id))
          .put("url", links.api("/repos/" + repository.fullName() + "/labels/" + id))
          .put("name", name)
          .put("color", "ededed")
          .put("default", false)
          .put("description", "");
    }
    return labels;
  }

  ObjectNode fullRepository(World.Hosted repository) {
    return repository(repository).put("subscribers_count", 0).put("network_count", 0);
  }

  static String nodeId(String kind, long id) {
    return Base64.getEncoder()
        .encodeToString((kind + ":" + id).getBytes(StandardCharsets.US_ASCII));
  }

  private static ArrayNode events() {
    return Json.array().add("check_run").add("merge_group").add("pull_request").add("push");
  }

  private static void addresses(ObjectNode node, String table, String below) {
    table
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(pair -> node.put(pair[0], below + pair[1]));
  }
}
