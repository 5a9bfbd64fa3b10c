package io.github.sddtool.fake.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What GitHub sends to a webhook: its own payloads with the values of a test filled in.
public final class WebhookPayloads {
  /// The commits of a pull request: head and base, each with its branch.
  public record Ends(String headSha, String headRef, String baseSha, String baseRef) {}

  private static final String NOWHERE = "0".repeat(40);

  private WebhookPayloads() {}

  /// The headers GitHub sends with a body, the signature among them.
  public static Map<String, String> headers(
      String event, String deliveryId, byte[] body, String secret) {
    return Map.of(
        "Content-Type", "application/json",
        "User-Agent", "GitHub-Hookshot/044aadd",
        "X-GitHub-Delivery", deliveryId,
        "X-GitHub-Event", event,
        "X-GitHub-Hook-ID", "292430182",
        "X-GitHub-Hook-Installation-Target-ID", "79929171",
        "X-GitHub-Hook-Installation-Target-Type", "integration",
        "X-Hub-Signature-256", "sha256=" + hmac(body, secret));
  }

  public static byte[] ping() {
    return bytes(fixture("ping"));
  }

  /// A pull request within one repository, open unless the action is `closed`.
  ///
  /// @param action opened, synchronize, reopened, ready_for_review, closed; another one gets the
  ///   payload of opened
  public static byte[] pullRequest(
      String action,
      String repository,
      int number,
      String headSha,
      String headRef,
      String baseSha,
      String baseRef) {
    return pullRequest(action, repository, number, new Ends(headSha, headRef, baseSha, baseRef));
  }

  /// As above.
  public static byte[] pullRequest(String action, String repository, int number, Ends ends) {
    var known = List.of("closed", "ready_for_review", "reopened", "synchronize").contains(action);
    var payload = fixture("pull_request." + (known ? action : "opened"));
    payload.put("action", action);
    fill(payload, repository, number, ends);
    if (payload.has("after")) {
      payload.put("after", ends.headSha());
    }
    return bytes(payload);
  }

  /// The base branch was changed from another one.
  public static byte[] pullRequestBaseEdited(
      String repository, int number, String formerBaseRef, Ends ends) {
    var payload = fixture("pull_request.edited-base");
    fill(payload, repository, number, ends);
    at(payload, "changes", "base", "ref").put("from", formerBaseRef);
    return bytes(payload);
  }

  /// A pull request whose head is in a fork, `stranger/shop`.
  public static byte[] pullRequestFromFork(String repository, String fork, int number, Ends ends) {
    var payload = fixture("pull_request.opened-from-fork");
    renamed(payload, "Forker/Hello-World", fork);
    fill(payload, repository, number, ends);
    var head = at(payload, "pull_request", "head");
    name(at(head, "repo"), fork);
    at(head, "user").put("login", owner(fork));
    head.put("label", owner(fork) + ":" + ends.headRef());
    return bytes(payload);
  }

  /// An ordinary push of three commits. With `before` or `after` of forty zeros the ref was made or
  /// deleted.
  ///
  /// @param ref in full, `refs/heads/main`
  public static byte[] push(
      String repository, String defaultBranch, String ref, String before, String after) {
    var payload = fixture("push");
    repository(payload, repository);
    at(payload, "repository").put("default_branch", defaultBranch);
    payload.put("ref", ref).put("before", before).put("after", after);
    payload.put("created", before.equals(NOWHERE));
    if (after.equals(NOWHERE)) {
      payload.put("deleted", true).putNull("head_commit").putArray("commits");
    } else {
      at(payload, "head_commit").put("id", after);
      var commits = (ArrayNode) payload.get("commits");
      ((ObjectNode) commits.get(commits.size() - 1)).put("id", after);
    }
    return bytes(payload);
  }

  /// The merge queue asks for checks on a commit it made.
  public static byte[] mergeGroup(String repository, Ends ends) {
    var payload = fixture("merge_group.checks_requested");
    repository(payload, repository);
    var group = at(payload, "merge_group");
    group.put("head_sha", ends.headSha()).put("base_sha", ends.baseSha());
    group.put("head_ref", full(ends.headRef())).put("base_ref", full(ends.baseRef()));
    at(group, "head_commit").put("id", ends.headSha());
    return bytes(payload);
  }

  /// The app was installed on these repositories; `deleted`, `suspend` and the like as well.
  public static byte[] installation(String action, List<String> repositories) {
    var payload = fixture("installation.created");
    payload.put("action", action);
    account(payload, repositories);
    payload.set("repositories", brief(repositories));
    if (!action.equals("created")) {
      payload.putNull("requester");
    }
    return bytes(payload);
  }

  /// A person commented on a pull request.
  public static byte[] comment(String repository, int number, long id, String login, String text) {
    var payload = fixture("issue_comment.created");
    repository(payload, repository);
    at(payload, "issue").put("number", number);
    var comment = at(payload, "comment");
    comment.put("id", id).put("body", text);
    at(comment, "user").put("login", login);
    at(payload, "sender").put("login", login);
    return bytes(payload);
  }

  /// Repositories were added to an installation.
  public static byte[] repositoriesAdded(List<String> repositories) {
    var payload = fixture("installation_repositories.added");
    account(payload, repositories);
    payload.set("repositories_added", brief(repositories));
    return bytes(payload);
  }

  /// Repositories were removed from an installation.
  public static byte[] repositoriesRemoved(List<String> repositories) {
    var payload = fixture("installation_repositories.removed");
    account(payload, repositories);
    payload.set("repositories_removed", brief(repositories));
    return bytes(payload);
  }

  /// A committed payload as it is, by the name of its file without `.json`.
  public static byte[] raw(String name) {
    try (var file =
        WebhookPayloads.class.getResourceAsStream("/github/webhooks/" + name + ".json")) {
      if (file == null) {
        throw new IllegalArgumentException("No payload named " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode fixture(String name) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(raw(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(ObjectNode payload, String repository, int number, Ends ends) {
    repository(payload, repository);
    payload.put("number", number);
    var pull = at(payload, "pull_request");
    pull.put("number", number);
    for (var field : List.of("url", "html_url", "issue_url", "diff_url", "patch_url")) {
      pull.put(field, pull.get(field).asText().replaceFirst("/2(\\.|$)", "/" + number + "$1"));
    }
    at(pull, "head").put("sha", ends.headSha()).put("ref", ends.headRef());
    at(pull, "head").put("label", owner(repository) + ":" + ends.headRef());
    at(pull, "base").put("sha", ends.baseSha()).put("ref", ends.baseRef());
    at(pull, "base").put("label", owner(repository) + ":" + ends.baseRef());
  }

  /// Gives the payload's repository another name, wherever it is mentioned.
  private static void repository(ObjectNode payload, String fullName) {
    var former = at(payload, "repository").get("full_name").asText();
    renamed(payload, former, fullName);
    name(at(payload, "repository"), fullName);
    for (var side : List.of("head", "base")) {
      var repository = payload.path("pull_request").path(side).path("repo");
      if (repository.path("full_name").asText().equals(fullName)) {
        name((ObjectNode) repository, fullName);
      }
    }
  }

  private static void name(ObjectNode repository, String fullName) {
    repository
        .put("full_name", fullName)
        .put("name", fullName.substring(fullName.indexOf('/') + 1));
    at(repository, "owner").put("login", owner(fullName));
  }

  private static void renamed(JsonNode node, String from, String to) {
    if (node instanceof ObjectNode object) {
      for (var entry : object.properties()) {
        if (entry.getValue() instanceof TextNode text) {
          entry.setValue(new TextNode(text.asText().replace(from, to)));
        } else {
          renamed(entry.getValue(), from, to);
        }
      }
    } else {
      node.forEach(child -> renamed(child, from, to));
    }
  }

  private static void account(ObjectNode payload, List<String> repositories) {
    if (!repositories.isEmpty()) {
      at(payload, "installation", "account").put("login", owner(repositories.getFirst()));
    }
  }

  private static ArrayNode brief(List<String> repositories) {
    var list = Json.array();
    for (var fullName : repositories) {
      long id = fullName.hashCode() & 0x7fffffffL;
      list.addObject()
          .put("id", id)
          .put("node_id", Shapes.nodeId("Repository", id))
          .put("name", fullName.substring(fullName.indexOf('/') + 1))
          .put("full_name", fullName)
          .put("private", true);
    }
    return list;
  }

  private static ObjectNode at(JsonNode node, String... path) {
    var found = node;
    for (var step : path) {
      found = found.path(step);
    }
    return (ObjectNode) found;
  }

  private static String owner(String fullName) {
    return fullName.substring(0, fullName.indexOf('/'));
  }

  private static String full(String ref) {
    return ref.startsWith("refs/") ? ref : "refs/heads/" + ref;
  }

  private static byte[] bytes(JsonNode payload) {
    return Json.write(payload).getBytes(StandardCharsets.UTF_8);
  }

  private static String hmac(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
