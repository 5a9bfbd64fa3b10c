package io.github.sddtool.forge.gitlab;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Causes;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitlab4j.api.GitLabApiException;

/// Turns what GitLab did instead of what was asked into a [ForgeFault]: what was tried, what GitLab
/// answered, whose move it is, and whether trying again can help.
final class Answers {
  /// What GitLab asks for when its limit names no time: its windows are a minute long.
  private static final Duration UNSPOKEN_PAUSE = Duration.ofSeconds(60);

  private static final int LONGEST_EXPLANATION = 400;

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  ForgeFault fault(Ask ask, GitLabApiException failure) {
    Optional<ForgeFault> unasked = Causes.find(failure, ForgeFault.class);
    if (unasked.isPresent()) {
      return unasked.get();
    }
    int status = failure.getHttpStatus();
    String said =
        ForgeText.clip(
            ForgeText.clean(String.valueOf(failure.getMessage()))
                .replace('\n', ' ')
                .replace('\t', ' ')
                .strip(),
            LONGEST_EXPLANATION);
    if (status < 300) {
      boolean again = !ask.once() || Causes.isUnsent(failure);
      return new ForgeFault(
          "Tried to %s; GitLab gave no usable answer (%s). %s"
              .formatted(ask.what(), said, again ? "It will be tried again." : Ask.UNKNOWN),
          again ? new Retry.Backoff() : new Retry.Never(),
          failure);
    }
    Retry told = retry(status, failure.getHeaders());
    boolean unknown =
        ask.once() && (status >= 500 || status == 408) && told instanceof Retry.Backoff;
    Retry retry = unknown ? new Retry.Never() : told;
    return new ForgeFault(
        "Tried to %s; GitLab answered %d \"%s\". %s"
            .formatted(ask.what(), status, said, unknown ? Ask.UNKNOWN : move(ask, status, retry)),
        retry,
        failure);
  }

  private static String move(Ask ask, int status, Retry retry) {
    return switch (retry) {
      case Retry.After(Duration pause) ->
          "GitLab limits how much we may ask; we may ask again in %d s."
              .formatted(pause.toSeconds());
      case Retry.Backoff() -> "GitLab has trouble; it will be tried again.";
      case Retry.Never() ->
          switch (status) {
            case 401 -> "The operator must check the access token: it may have expired.";
            case 403 ->
                "The access token needs %s: the project's owner must grant it."
                    .formatted(ask.permission());
            case 404 ->
                "It is gone, or the access token may not see it: it needs %s there."
                    .formatted(ask.permission());
            default -> "Asking again cannot help.";
          };
    };
  }

  private Retry retry(int status, Map<String, List<String>> headers) {
    Optional<Duration> told =
        header(headers, "Retry-After").flatMap(text -> Pause.read(text, clock.instant()));
    if (status == 429 || (status == 503 && told.isPresent())) {
      return new Retry.After(
          Pause.bounded(
              told.or(() ->
                      header(headers, "RateLimit-Reset")
                          .flatMap(text -> Pause.until(text, clock.instant())))
                  .orElse(UNSPOKEN_PAUSE)));
    }
    // 409: another request holds GitLab's lock on the same thing
    return status >= 500 || status == 408 || status == 409
        ? new Retry.Backoff()
        : new Retry.Never();
  }

  private static Optional<String> header(Map<String, List<String>> headers, String name) {
    return headers == null
        ? Optional.empty()
        : headers.entrySet().stream()
            .filter(header -> name.equalsIgnoreCase(header.getKey()))
            .flatMap(header -> header.getValue().stream())
            .findFirst();
  }
}
