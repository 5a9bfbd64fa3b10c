package io.github.sddtool.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.bridge.local.Far;
import io.github.sddtool.bridge.local.Kept;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

// @spec cli/server#REQ-SRV-001
/// The store of a server, asked over its API as anybody may.
public final class ServerClient implements Far {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 5_000;
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})-\\d{1,9}\"");

  private final ServerLine line;
  private final String project;
  private final String message;

  /// @param base where the server is
  /// @param project empty for the one that the key belongs to
  /// @param message why specs are edited; may be empty
  public ServerClient(
      URI base, String project, Secret key, Environment environment, String message) {
    this.line = new ServerLine(base, key, environment);
    this.project = project;
    this.message = message;
  }

  /// Whose the key is.
  ///
  /// @param project to which the key belongs; empty for the server's own token
  public record Me(String name, String role, Optional<String> project) {}

  /// A conflict between git and the store.
  public record Open(long number, String spec, String why) {}

  /// Asks whose the key is.
  ///
  /// @throws UserFault when the server does not take it
  /// @throws ForgeFault when there is no server
  public Me me() {
    JsonNode me = line.ask("GET", "/api/me").require(200);
    if (!me.path("role").isTextual()) {
      throw line.strange("/api/me");
    }
    return new Me(
        me.path("name").asText(""),
        me.path("role").asText(""),
        Optional.ofNullable(me.path("project").textValue()));
  }

  @Override
  public List<Listed> list() {
    var all = new ArrayList<Listed>();
    Optional<String> cursor = Optional.empty();
    for (int page = 0; page < MOST_PAGES; page++) {
      String next = cursor.map(one -> "&cursor=" + encoded(one)).orElse("");
      ServerLine.Answer answer = line.ask("GET", at("/api/specs", "limit=" + PAGE + next));
      if (answer.status() == 404) {
        return List.of();
      }
      JsonNode json = answer.require(200);
      for (JsonNode item : json.path("items")) {
        all.add(new Listed(item.path("id").asText(), item.path("revision").asInt(), stamp(item)));
      }
      cursor = Optional.ofNullable(json.path("next").textValue());
      if (cursor.isEmpty()) {
        return all;
      }
    }
    throw line.strange("/api/specs");
  }

  @Override
  public Optional<Kept> read(String id) {
    ServerLine.Answer answer = line.ask("GET", spec(id));
    return answer.status() == 404 ? Optional.empty() : Optional.of(kept(answer));
  }

  @Override
  public Optional<FileState> earlier(String id, int revision) {
    ServerLine.Answer answer =
        line.ask("GET", at("/api/specs/" + encoded(id), "revision=" + revision));
    return answer.status() == 200 ? Optional.of(kept(answer).file()) : Optional.empty();
  }

  @Override
  public Sent create(String id, String format, FileState file) {
    ObjectNode body = JSON.createObjectNode().put("id", id).put("format", format);
    ServerLine.Answer answer =
        line.ask("POST", at("/api/specs", ""), body(body, file), Optional.empty());
    return switch (answer.status()) {
      case 201 -> new Sent.Done(kept(answer));
      case 409 -> new Sent.Raced();
      default -> new Sent.Refused(answer.refusal());
    };
  }

  @Override
  public Sent update(Kept before, String id, FileState file) {
    ObjectNode body = JSON.createObjectNode();
    if (!id.equals(before.id())) {
      body.put("id", id);
    }
    ServerLine.Answer answer =
        line.ask("PUT", spec(before.id()), body(body, file), Optional.of(before.at().tag()));
    return switch (answer.status()) {
      case 200 -> new Sent.Done(kept(answer));
      case 404, 412 -> new Sent.Raced();
      default -> new Sent.Refused(answer.refusal());
    };
  }

  @Override
  public Sent delete(Kept before) {
    ServerLine.Answer answer =
        line.ask("DELETE", spec(before.id()), "", Optional.of(before.at().tag()));
    return switch (answer.status()) {
      case 200, 204, 404 -> new Sent.Removed();
      case 412 -> new Sent.Raced();
      default -> new Sent.Refused(answer.refusal());
    };
  }

  /// The conflicts between git and the store that nobody has settled; none where the server keeps
  /// nothing in step with git.
  public List<Open> conflicts() {
    ServerLine.Answer answer = line.ask("GET", at("/api/conflicts", ""));
    var all = new ArrayList<Open>();
    if (answer.status() == 200) {
      for (JsonNode item : answer.require(200).path("items")) {
        all.add(
            new Open(
                item.path("number").asLong(),
                item.path("spec").asText(""),
                item.path("why").asText("")));
      }
    }
    return all;
  }

  /// Settles a conflict between git and the store.
  ///
  /// @param text for the choice `text`
  /// @throws UserFault when it cannot be settled so
  public void resolve(long number, String choice, Optional<String> text) {
    ObjectNode body = JSON.createObjectNode().put("choice", choice);
    text.ifPresent(one -> body.put("text", one));
    note(body);
    line.ask(
            "POST",
            at("/api/conflicts/" + number + "/resolve", ""),
            body.toString(),
            Optional.empty())
        .require(200);
  }

  /// Makes a key for somebody, and gives it; nobody can be told it again.
  public Secret invite(String name, String email, String role) {
    ObjectNode body =
        JSON.createObjectNode().put("name", name).put("email", email).put("role", role);
    JsonNode made = line.once("POST", at("/api/keys", ""), body.toString()).require(201);
    return Secret.of(
        Optional.ofNullable(made.path("secret").textValue())
            .orElseThrow(() -> line.strange("/api/keys")));
  }

  private String body(ObjectNode body, FileState file) {
    body.put("path", file.path().value()).put("content", file.text());
    note(body);
    return body.toString();
  }

  private void note(ObjectNode body) {
    if (!message.isBlank()) {
      body.put("message", message);
    }
  }

  private String spec(String id) {
    return at("/api/specs/" + encoded(id), "");
  }

  private String at(String path, String query) {
    String own = project.isEmpty() ? "" : "project=" + encoded(project);
    String all = own + (own.isEmpty() || query.isEmpty() ? "" : "&") + query;
    return all.isEmpty() ? path : path + "?" + all;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Kept kept(ServerLine.Answer answer) {
    JsonNode json = answer.require(200, 201);
    Matcher tag = TAG.matcher(answer.etag());
    String path = json.path("path").asText("");
    if (!tag.matches()
        || !json.path("content").isTextual()
        || path.isEmpty()
        || path.startsWith("/")
        || path.endsWith("/")) {
      throw line.strange("/api/specs");
    }
    return new Kept(
        Long.parseLong(tag.group(1)),
        json.path("id").asText(""),
        json.path("format").asText(""),
        new FileState(new RepoPath(path), json.path("content").textValue()),
        new Kept.At(json.path("revision").asInt(), stamp(json), answer.etag()));
  }

  /// To the millisecond: an edit's own answer may tell its moment more finely than a list does.
  private static String stamp(JsonNode spec) {
    String text = spec.path("updatedAt").asText("");
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS).toString();
    } catch (DateTimeException e) {
      return text;
    }
  }

  /// Reads a document.
  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
