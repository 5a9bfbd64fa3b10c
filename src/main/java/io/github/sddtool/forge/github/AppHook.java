package io.github.sddtool.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.HookState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The App's webhook as GitHub sees it: where it points, and the log of what was delivered, which
/// reaches back three days.
///
/// @see <a href="https://docs.github.com/en/rest/apps/webhooks">GitHub's description</a>
final class AppHook {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 50;

  /// Whoever was told just now may still be answering, and who was asked may still be sending.
  private static final Duration UNDER_WAY = Duration.ofMinutes(2);

  /// So many failures in a row are no accident.
  private static final int FAILURES = 3;

  private static final Pattern NEXT =
      Pattern.compile("<[^>]*[?&]cursor=([^&>]+)[^>]*>; rel=\"next\"");

  private final AppAccess access;
  private final String route;
  private final Clock clock;

  AppHook(AppAccess access, String forge, Clock clock) {
    this.access = access;
    this.route = "/webhooks/" + forge;
    this.clock = clock;
  }

  HookState state() {
    JsonNode hook =
        access
            .asApp(new Ask("read the App's webhook", "the App itself"), "GET", "/app/hook/config")
            .json();
    String url = hook.path("url").asText();
    if (!url.replaceAll("/+$", "").endsWith(route)) {
      return new HookState.Off(
          url.isEmpty()
              ? "the App has no webhook address"
              : "the App's webhook points to " + url + ", not to " + route);
    }
    JsonNode latest = page(Optional.empty(), FAILURES).json();
    boolean failing = latest.size() == FAILURES;
    for (JsonNode one : latest) {
      failing = failing && !arrived(one);
    }
    return failing
        ? new HookState.Off(
            "the last deliveries failed, the latest with "
                + latest.path(0).path("status_code").asInt()
                + " ("
                + latest.path(0).path("status").asText()
                + ")")
        : new HookState.Works();
  }

  private AppAccess.Told page(Optional<String> cursor, int size) {
    return access.asApp(
        new Ask("read the log of deliveries", "the App itself"),
        "GET",
        "/app/hook/deliveries?per_page=" + size + cursor.map(at -> "&cursor=" + at).orElse(""));
  }

  private static boolean arrived(JsonNode delivery) {
    int status = delivery.path("status_code").asInt();
    return status >= 200 && status < 300;
  }

  /// Asks for what was sent since a moment and is not known here; gives how much it was.
  int redeliver(Instant since, Predicate<String> known) {
    Instant settled = clock.instant().minus(UNDER_WAY);
    var seen = new HashSet<String>();
    int asked = 0;
    Optional<String> cursor = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      AppAccess.Told page = page(cursor, PAGE);
      boolean old = page.json().isEmpty();
      for (JsonNode one : page.json()) {
        Instant at = Instant.parse(one.path("delivered_at").asText());
        old |= at.isBefore(since);
        // The newest of an id comes first.
        boolean newest = seen.add(one.path("guid").asText());
        if (newest && !old && at.isBefore(settled) && !known.test(one.path("guid").asText())) {
          access.asApp(
              new Ask("ask for a delivery again", "the App itself"),
              "POST",
              "/app/hook/deliveries/" + one.path("id").asLong() + "/attempts");
          asked++;
        }
      }
      cursor = page.header("Link").flatMap(AppHook::next);
      if (old || cursor.isEmpty()) {
        return asked;
      }
    }
    return asked;
  }

  private static Optional<String> next(String link) {
    Matcher matcher = NEXT.matcher(link);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
