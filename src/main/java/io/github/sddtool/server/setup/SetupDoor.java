package io.github.sddtool.server.setup;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.report.Template;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.Pages;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

// @spec app/setup#REQ-SETUP-001, app/setup#REQ-SETUP-002
/// `/setup/github`: whoever runs the server registers its GitHub App with one button.
public final class SetupDoor implements Door {
  private static final String HERE = "/setup/github";
  private static final Duration GOOD_FOR = Duration.ofHours(1);
  private static final int MOST_OPEN = 100;

  private final Registrar registrar;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Begun> begun = new ConcurrentHashMap<>();

  /// A registration on its way through GitHub.
  private record Begun(URI forge, Instant until) {}

  public SetupDoor(Registrar registrar, Clock clock) {
    this.registrar = registrar;
    this.clock = clock;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(HERE, (_, response) -> ask(response, Status.OK_200, ""));
    rules.post(HERE, this::begin);
    rules.get(HERE + "/done", this::end);
  }

  private static void ask(ServerResponse response, Status status, String problem) {
    page(response, status, "'self'", Map.of("step", "ask", "problem", problem));
  }

  private void begin(ServerRequest request, ServerResponse response) {
    Parameters form = request.content().as(Parameters.class);
    if (!registrar.knows(form.first("code").orElse("").strip())) {
      ask(response, Status.FORBIDDEN_403, "That is not the code.");
      return;
    }
    Optional<URI> forge = address(form.first("forge").orElse("").strip());
    String organization = form.first("organization").orElse("").strip();
    if (forge.isEmpty() || !organization.matches("[A-Za-z0-9-]{0,39}")) {
      ask(
          response,
          Status.BAD_REQUEST_400,
          "GitHub's address must be like https://github.com, and an organization's name of letters,"
              + " digits and hyphens.");
      return;
    }
    String state = begun(forge.get());
    String path =
        organization.isEmpty()
            ? "/settings/apps/new"
            : "/organizations/" + organization + "/settings/apps/new";
    page(
        response,
        Status.OK_200,
        forge.get().toString(),
        Map.of(
            "step",
            "send",
            "action",
            forge.get() + path + "?state=" + state,
            "manifest",
            registrar.manifest()));
  }

  private String begun(URI forge) {
    Instant now = clock.instant();
    begun.values().removeIf(one -> one.until().isBefore(now));
    if (begun.size() >= MOST_OPEN) {
      begun.clear();
    }
    var bytes = new byte[16];
    random.nextBytes(bytes);
    String state = HexFormat.of().formatHex(bytes);
    begun.put(state, new Begun(forge, now.plus(GOOD_FOR)));
    return state;
  }

  private void end(ServerRequest request, ServerResponse response) {
    String code = request.query().first("code").orElse("");
    Optional<Begun> ours =
        Optional.ofNullable(begun.remove(request.query().first("state").orElse("")))
            .filter(one -> one.until().isAfter(clock.instant()))
            .filter(_ -> code.matches("[A-Za-z0-9_-]{1,100}"));
    if (ours.isEmpty()) {
      ask(
          response,
          Status.BAD_REQUEST_400,
          "That did not begin here, or too long ago. Begin anew.");
      return;
    }
    try {
      Registrar.Registration made = registrar.register(ours.get().forge(), code);
      page(
          response,
          Status.OK_200,
          "'none'",
          Map.of("step", "done", "settings", made.settings(), "page", made.page().toASCIIString()));
    } catch (Fault fault) {
      ask(response, Status.BAD_GATEWAY_502, fault.message());
    }
  }

  private static Optional<URI> address(String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      boolean plain =
          ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return plain ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static void page(
      ServerResponse response, Status status, String forms, Map<String, Object> model) {
    Pages.guard(response, forms);
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE.defaultCase(), "text/html; charset=utf-8");
    response.header(HeaderNames.CACHE_CONTROL.defaultCase(), "no-store");
    response.send(Template.page("setup", model));
  }
}
