package io.github.sddtool.fake.github;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Trouble that a test orders in advance. Each order counts the calls it matches; the first order
/// that matches and is not used up wins. Orders are kept for the REST API and for git traffic.
public final class Faults {
  private final List<Order> orders = new ArrayList<>();
  private final List<HoldOrder> holds = new ArrayList<>();
  private Optional<String> linkBase = Optional.empty();

  Faults() {}

  /// What happens to a call instead of its usual answer.
  sealed interface Trouble {
    /// Answered at once; the call has no effect.
    record Refused(Answer answer) implements Trouble {}

    /// The call has no effect and the connection is closed without an answer.
    record Dropped() implements Trouble {}

    /// The call takes effect, and then the connection is closed without an answer.
    record AnswerDropped() implements Trouble {}

    /// No answer comes for so long; the call has no effect.
    record Silent(Duration time) implements Trouble {}

    /// The call takes effect; half of the answer's body arrives.
    record Truncated() implements Trouble {}
  }

  private static final class Order {
    private final Predicate<Call> matching;
    private final Trouble trouble;
    private int left;

    Order(Predicate<Call> matching, Trouble trouble, int times) {
      this.matching = matching;
      this.trouble = trouble;
      this.left = times;
    }
  }

  private record HoldOrder(Predicate<Call> matching, boolean afterEffect, Hold hold) {}

  /// Answers the next matching calls with this status (400 to 599); they have no effect.
  public void failNext(Predicate<Call> matching, int status, int times) {
    // The real one answers 502 and above from its load balancers, and these speak HTML.
    var answer =
        status >= 502
            ? new Answer(status, Map.of("content-type", "text/html"), "<html>Unicorn!</html>")
            : Refusal.of(status, "The next " + status + " was ordered").answer();
    order(matching, new Trouble.Refused(answer), times);
  }

  /// The hourly limit is used up until reset; the real API answers 403 or 429.
  public void primaryRateLimit(Predicate<Call> matching, int status, Instant reset, int times) {
    var headers =
        Map.of(
            "x-ratelimit-remaining",
            "0",
            "x-ratelimit-reset",
            Long.toString(reset.getEpochSecond()));
    refuse(matching, Refusal.primaryLimit(status), headers, times);
  }

  /// Too many calls at once: 403 with `retry-after`.
  public void secondaryRateLimit(Predicate<Call> matching, Duration retryAfter, int times) {
    var headers = Map.of("retry-after", Long.toString(retryAfter.toSeconds()));
    refuse(matching, Refusal.secondaryLimit(), headers, times);
  }

  /// Too many calls at once, said by nothing but the text of a 403.
  public void secondaryRateLimitInBodyOnly(Predicate<Call> matching, int times) {
    refuse(matching, Refusal.secondaryLimit(), Map.of(), times);
  }

  /// Closes the connection before the call takes effect. A client library may repeat a GET on its
  /// own, which counts as the next call.
  public void dropNext(Predicate<Call> matching, int times) {
    order(matching, new Trouble.Dropped(), times);
  }

  /// Says nothing for a while, and then nothing either.
  public void stayQuietNext(Predicate<Call> matching, Duration time, int times) {
    order(matching, new Trouble.Silent(time), times);
  }

  /// The call takes effect, but its sender never hears of it.
  public void dropAnswerNext(Predicate<Call> matching, int times) {
    order(matching, new Trouble.AnswerDropped(), times);
  }

  /// The call takes effect, but only half of the answer's body arrives.
  public void truncateNext(Predicate<Call> matching, int times) {
    order(matching, new Trouble.Truncated(), times);
  }

  /// Keeps matching calls waiting before they take effect.
  public synchronized Hold hold(Predicate<Call> matching) {
    var hold = new Hold();
    holds.add(new HoldOrder(matching, false, hold));
    return hold;
  }

  /// Keeps matching calls waiting after they took effect and before they are answered.
  public synchronized Hold holdAnswer(Predicate<Call> matching) {
    var hold = new Hold();
    holds.add(new HoldOrder(matching, true, hold));
    return hold;
  }

  /// `Link` headers of listings point to this base, such as `http://elsewhere.example`, which no
  /// client may follow with our token.
  public synchronized void pointLinksTo(String base) {
    linkBase = Optional.of(base);
  }

  /// Forgets every order and releases every hold.
  public synchronized void clear() {
    orders.clear();
    holds.forEach(order -> order.hold().release());
    holds.clear();
    linkBase = Optional.empty();
  }

  synchronized Optional<String> linkBase() {
    return linkBase;
  }

  synchronized Optional<Trouble> next(Call call) {
    for (var order : orders) {
      if (order.left > 0 && order.matching.test(call)) {
        order.left--;
        return Optional.of(order.trouble);
      }
    }
    return Optional.empty();
  }

  void passHolds(Call call, boolean afterEffect) throws InterruptedException {
    for (var order : heldNow()) {
      if (order.afterEffect() == afterEffect && order.matching().test(call)) {
        order.hold().pass();
      }
    }
  }

  private synchronized List<HoldOrder> heldNow() {
    return List.copyOf(holds);
  }

  private void refuse(
      Predicate<Call> matching, Refusal refusal, Map<String, String> headers, int times) {
    order(matching, new Trouble.Refused(refusal.with(headers).answer()), times);
  }

  private synchronized void order(Predicate<Call> matching, Trouble trouble, int times) {
    orders.add(new Order(matching, trouble, times));
  }
}
