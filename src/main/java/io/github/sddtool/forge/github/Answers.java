package io.github.sddtool.forge.github;

import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.ForgeFault.Retry;
import io.github.sddtool.forge.Ask;
import io.github.sddtool.forge.Causes;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.Pause;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Turns what GitHub did instead of what was asked into a [ForgeFault]: what was tried, what GitHub
/// answered, whose move it is, and whether trying again can help.
final class Answers {
  /// GitHub asks for at least this much when a secondary limit names no time.
  private static final Duration UNSPOKEN_PAUSE = Duration.ofSeconds(60);

  /// Off by less, tokens are still believed.
  private static final Duration TOLERATED_SKEW = Duration.ofSeconds(60);

  private static final String NO_PERMISSION = "Resource not accessible by integration";

  /// Of a token that was to have more than the App.
  private static final String NOT_GRANTED = "permissions requested are not granted";

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  ForgeFault fault(Ask ask, IOException failure) {
    return refusal(failure)
        .map(refusal -> refused(ask, refusal, failure))
        .orElseGet(() -> unreached(ask, failure));
  }

  /// The refusal that the library has wrapped, if the failure is one.
  static Optional<Refusal> refusal(Throwable failure) {
    return Causes.find(failure, Refusal.class);
  }

  private ForgeFault refused(Ask ask, Refusal refusal, IOException failure) {
    Retry retry = ask.once() && mayHaveHappened(refusal) ? new Retry.Never() : retry(refusal);
    String said = refusal.explanation().isEmpty() ? "" : " \"" + refusal.explanation() + "\"";
    return new ForgeFault(
        "Tried to %s; GitHub answered %d%s. %s"
            .formatted(ask.what(), refusal.status(), said, move(ask, refusal, retry)),
        retry,
        failure);
  }

  /// A proxy between us and GitHub gives up waiting for what GitHub nevertheless does.
  private boolean mayHaveHappened(Refusal refusal) {
    return (refusal.status() >= 500 || refusal.status() == 408)
        && retry(refusal) instanceof Retry.Backoff;
  }

  private static ForgeFault unreached(Ask ask, IOException failure) {
    Throwable root = Causes.root(failure);
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    boolean again = !ask.once() || Causes.isUnsent(failure);
    return new ForgeFault(
        "Tried to %s; GitHub gave no usable answer (%s). %s"
            .formatted(
                ask.what(),
                ForgeText.clip(ForgeText.clean(why).replace('\n', ' '), 200),
                again ? "It will be tried again." : Ask.UNKNOWN),
        again ? new Retry.Backoff() : new Retry.Never(),
        failure);
  }

  private String move(Ask ask, Refusal refusal, Retry retry) {
    return switch (retry) {
      case Retry.After(Duration pause) when skew(refusal).isPresent() -> {
        Duration skew = skew(refusal).get();
        yield "This machine's clock is %d s %s GitHub's: the operator must set it. It will be tried again in %d s."
            .formatted(
                skew.abs().toSeconds(),
                skew.isNegative() ? "behind" : "ahead of",
                pause.toSeconds());
      }
      case Retry.After(Duration pause) ->
          "GitHub limits how much the App may ask; it may ask again in %d s."
              .formatted(pause.toSeconds());
      case Retry.Backoff() -> "GitHub has trouble; it will be tried again.";
      case Retry.Never() ->
          switch (refusal.status()) {
            case 401 ->
                "The operator must check the App's id, its private key and this machine's clock.";
            case 403 ->
                wanted(ask, refusal)
                    .map(Answers::needs)
                    .orElse("It is for the repository's owner to allow it.");
            case 404 ->
                "It is gone, or the App may not see it: the repository's owner must install the App there with the permission %s."
                    .formatted(ask.permission());
            case 422 ->
                refusal.explanation().contains(NOT_GRANTED)
                    ? needs(ask.permission())
                    : "GitHub holds the request for invalid; asking again cannot help.";
            default ->
                ask.once() && mayHaveHappened(refusal) ? Ask.UNKNOWN : "Asking again cannot help.";
          };
    };
  }

  private static String needs(String permission) {
    return "The App needs the permission %s: the operator sets it in the App's settings, the repository's owner accepts it."
        .formatted(permission);
  }

  /// The permission that is missing, if that is what the refusal is about; GitHub also forbids for
  /// other reasons, such as a locked conversation or a suspended installation.
  private static Optional<String> wanted(Ask ask, Refusal refusal) {
    return refusal
        .header("X-Accepted-GitHub-Permissions")
        .filter(header -> !header.isBlank())
        .map(header -> ForgeText.clip(ForgeText.clean(header), 100))
        .or(() ->
            refusal.explanation().contains(NO_PERMISSION)
                ? Optional.of(ask.permission())
                : Optional.empty());
  }

  private Retry retry(Refusal refusal) {
    int status = refusal.status();
    Optional<Duration> told =
        refusal.header("Retry-After").flatMap(header -> Pause.read(header, clock.instant()));
    boolean limited =
        status == 429
            || (status == 403
                && (told.isPresent()
                    || refusal.header("gh-limited-by").isPresent()
                    || isSpent(refusal)
                    || refusal.speaksOfSecondaryLimit()));
    if (limited || (status == 503 && told.isPresent())) {
      return new Retry.After(
          Pause.bounded(told.or(() -> untilReset(refusal)).orElse(UNSPOKEN_PAUSE)));
    }
    if (skew(refusal).isPresent()) {
      return new Retry.After(UNSPOKEN_PAUSE);
    }
    // 409: somebody else changes the same thing just now
    return status >= 500 || status == 408 || status == 409
        ? new Retry.Backoff()
        : new Retry.Never();
  }

  /// How far this machine's clock is ahead of GitHub's, where that is why we were not believed.
  private Optional<Duration> skew(Refusal refusal) {
    return refusal.status() == 401
        ? refusal
            .header("Date")
            .flatMap(date -> Pause.read(date, clock.instant()))
            .map(Duration::negated)
            .filter(skew -> skew.abs().compareTo(TOLERATED_SKEW) > 0)
        : Optional.empty();
  }

  private static boolean isSpent(Refusal refusal) {
    return refusal.header("X-RateLimit-Remaining").filter("0"::equals).isPresent();
  }

  private Optional<Duration> untilReset(Refusal refusal) {
    return isSpent(refusal)
        ? refusal.header("X-RateLimit-Reset").flatMap(reset -> Pause.until(reset, clock.instant()))
        : Optional.empty();
  }
}
