package io.github.sddtool.forge.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.CallLimits;
import io.github.sddtool.forge.ForgeHttp;
import io.github.sddtool.forge.Traffic;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

// @spec app/setup#REQ-SETUP-001
/// A GitHub App that GitHub makes for us from a description: everything the app needs, and nothing
/// else. Contents are read only, and Actions are out of reach: who wants the app to push or to
/// start workflows raises that later. Source: GitHub's documentation, "Registering a GitHub App
/// from a manifest".
public final class AppManifest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> PERMISSIONS =
      new TreeMap<>(
          Map.of(
              "checks", "write",
              "contents", "read",
              "issues", "write",
              "merge_queues", "read",
              "metadata", "read",
              "pull_requests", "write",
              "statuses", "write"));

  private static final List<String> EVENTS =
      List.of("check_run", "check_suite", "issue_comment", "merge_group", "pull_request", "push");

  private AppManifest() {}

  /// What GitHub made.
  ///
  /// @param page where its owner installs it
  public record Registered(long id, URI page, Secret privateKey, Secret webhookSecret) {}

  /// The description.
  ///
  /// @param address where GitHub reaches the server
  /// @param webhook the webhook's path there
  /// @param done the path that GitHub sends people back to
  public static String json(URI address, String webhook, String done) {
    String base = address.toString().replaceAll("/+$", "");
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("name", "SDD " + address.getHost()).put("url", base);
    manifest.putObject("hook_attributes").put("url", base + webhook).put("active", true);
    manifest.put("redirect_url", base + done).put("public", false);
    ObjectNode permissions = manifest.putObject("default_permissions");
    PERMISSIONS.forEach(permissions::put);
    EVENTS.forEach(manifest.putArray("default_events")::add);
    return manifest.toString();
  }

  /// Fetches what GitHub made; a code is good once, for an hour.
  ///
  /// @param api of the GitHub that made it
  public static Registered fetch(URI api, String code, Clock clock) {
    var ask = new Ask("fetch the App that was registered", "nothing");
    var answers = new Answers(clock);
    var http =
        new ForgeHttp(
            new ForgeHttp.Endpoint("setup", "GitHub", api, CallLimits.GITHUB),
            Traffic.UNHEARD,
            clock);
    try {
      ForgeHttp.Answer answer =
          http.send(
              new ForgeHttp.Query(
                  "setup",
                  "POST",
                  URI.create(api + "/app-manifests/" + code + "/conversions"),
                  Map.of("Accept", List.of("application/vnd.github+json")),
                  Bytes.NONE,
                  false));
      if (answer.status() != 201) {
        throw answers.fault(
            ask, Refusal.read(answer.status(), answer::header, answer.body().toArray()));
      }
      return read(JSON.readTree(answer.body().toArray()));
    } catch (JsonProcessingException e) {
      throw new ForgeFault(
          "GitHub's answer about the App is no JSON.", new ForgeFault.Retry.Never(), e);
    } catch (IOException e) {
      throw answers.fault(ask, e);
    }
  }

  private static Registered read(JsonNode app) {
    return new Registered(
        app.path("id").asLong(),
        URI.create(app.path("html_url").asText()),
        Secret.of(app.path("pem").asText()),
        Secret.of(app.path("webhook_secret").asText()));
  }
}
