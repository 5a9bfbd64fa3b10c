package io.github.sddtool.server.health;

import io.github.sddtool.pipeline.gap.HookLog;
import io.github.sddtool.report.Template;
import io.github.sddtool.server.Door;
import io.github.sddtool.server.Pages;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

// @spec app/gaps#REQ-GAP-004
/// `GET /health/webhooks`: whether the forges reach us.
public final class HookDoor implements Door {
  private final HookLog hooks;

  public HookDoor(HookLog hooks) {
    this.hooks = hooks;
  }

  /// A row of the page.
  public record Row(
      String forge, String state, String why, String since, String heard, long found) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get("/health/webhooks", this::show);
  }

  private void show(ServerRequest request, ServerResponse response) {
    List<Row> rows = hooks.all().stream().map(HookDoor::row).toList();
    Pages.guard(response);
    response.header(HeaderNames.CONTENT_TYPE.defaultCase(), "text/html; charset=utf-8");
    response.header(HeaderNames.CACHE_CONTROL.defaultCase(), "no-store");
    response.send(Template.page("webhooks", Map.of("rows", rows)));
  }

  private static Row row(HookLog.Hook hook) {
    return new Row(
        hook.forge(),
        HookLog.word(hook.state()),
        hook.state().why(),
        minutes(hook.since()),
        hook.lastHeard().map(HookDoor::minutes).orElse("never"),
        hook.found());
  }

  private static String minutes(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES)
        .toString()
        .replace('T', ' ')
        .replace(":00Z", " UTC");
  }
}
