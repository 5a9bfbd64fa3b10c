package io.github.sddtool.analysis.condition;

import io.github.sddtool.analysis.condition.Condition.Decided;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides one term by what is known. What was observed otherwise than the term looks at it counts
/// as not known: nothing is done on a guess.
final class TermDecision {
  /// A value that is older says nothing of the present, unless a longer span is looked at.
  private static final Duration STALE = Duration.ofMinutes(5);

  private TermDecision() {}

  static Decided of(Term term, Observed observed, Instant now) {
    return switch (term) {
      case Term.Flag(String name) ->
          observed instanceof Observed.Fact(boolean so)
              ? new Decided(so, name + (so ? " is so" : " is not so"))
              : other(term);
      case Term.Named named ->
          observed instanceof Observed.Word(String word)
              ? new Decided(
                  word.equalsIgnoreCase(named.word()) == named.equal(),
                  "%s is '%s'".formatted(named.name(), word))
              : other(term);
      case Term.Compare compare -> compare(compare, observed, now);
    };
  }

  private static Decided compare(Term.Compare term, Observed observed, Instant now) {
    return switch (observed) {
      case Observed.Level(double value) ->
          term.span().isEmpty() && term.kind() != Vocabulary.Kind.DROP
              ? level(term, value)
              : other(term);
      case Observed.Step(double before, double after) ->
          term.span().isEmpty() && term.kind() == Vocabulary.Kind.DROP
              ? drop(term, before, after, "")
              : other(term);
      case Observed.Series(List<Observed.Sample> samples) -> series(term, samples, now);
      case Observed.Fact _, Observed.Word _ -> other(term);
    };
  }

  private static Decided level(Term.Compare term, double value) {
    boolean holds = term.operator().holds(value, limit(term));
    return new Decided(holds, "%s is %s (%s)".formatted(term.name(), shown(value), asked(term)));
  }

  /// A share is measured as 0 to 1, a score as 0 to 100.
  private static double limit(Term.Compare term) {
    boolean share =
        term.kind() == Vocabulary.Kind.MEASURE && term.limit().unit() == Quantity.Unit.PERCENT;
    return share ? term.limit().amount() / 100 : term.limit().amount();
  }

  private static Decided drop(Term.Compare term, double before, double now, String since) {
    boolean relative = term.limit().unit() == Quantity.Unit.PERCENT;
    double points = before - now;
    if (relative && before <= 0) {
      return new Decided(false, "%s: it was %s before".formatted(term.name(), shown(before)));
    }
    double value = relative ? points * 100 / before : points;
    return new Decided(
        term.operator().holds(value, term.limit().amount()),
        "%s is %s%s, from %s to %s%s (%s)"
            .formatted(
                term.name(),
                shown(value),
                relative ? " %" : " points",
                shown(before),
                shown(now),
                since,
                asked(term)));
  }

  private static Decided series(Term.Compare term, List<Observed.Sample> all, Instant now) {
    List<Observed.Sample> samples = all.stream().filter(one -> !one.at().isAfter(now)).toList();
    if (samples.isEmpty()) {
      return new Decided(false, term.name() + " has no value yet");
    }
    Observed.Sample last = samples.getLast();
    Duration span = term.span().map(Term.Span::length).orElse(Duration.ZERO);
    Duration fresh = span.compareTo(STALE) > 0 ? span : STALE;
    boolean measured = term.kind() == Vocabulary.Kind.MEASURE;
    if (measured && last.at().isBefore(now.minus(fresh))) {
      return new Decided(false, "%s has no value since %s".formatted(term.name(), last.at()));
    }
    Optional<Term.Looking> how = term.span().map(Term.Span::how);
    if (how.isEmpty()) {
      return term.kind() == Vocabulary.Kind.DROP ? other(term) : level(term, last.value());
    }
    return switch (how.get()) {
      case FOR -> throughout(term, samples, now.minus(span));
      case OVER -> over(term, samples, now.minus(span));
    };
  }

  /// It holds for all of the span when it holds at every sample in it and at the last one before:
  /// what began within the span did not last as long.
  private static Decided throughout(
      Term.Compare term, List<Observed.Sample> samples, Instant from) {
    if (term.kind() == Vocabulary.Kind.DROP) {
      return other(term);
    }
    for (Observed.Sample sample : samples.reversed()) {
      if (!term.operator().holds(sample.value(), limit(term))) {
        return new Decided(
            false,
            "%s was %s at %s (%s)"
                .formatted(term.name(), shown(sample.value()), sample.at(), asked(term)));
      }
      if (!sample.at().isAfter(from)) {
        return new Decided(
            true,
            "%s is %s, and has been so since %s or longer (%s)"
                .formatted(
                    term.name(), shown(samples.getLast().value()), sample.at(), asked(term)));
      }
    }
    return new Decided(
        false,
        "%s is known since %s only (%s)"
            .formatted(term.name(), samples.getFirst().at(), asked(term)));
  }

  private static Decided over(Term.Compare term, List<Observed.Sample> samples, Instant from) {
    List<Double> within =
        samples.stream()
            .filter(one -> !one.at().isBefore(from))
            .map(Observed.Sample::value)
            .toList();
    if (within.isEmpty()) {
      return new Decided(false, "%s has no value since %s".formatted(term.name(), from));
    }
    if (term.kind() != Vocabulary.Kind.DROP) {
      double mean = within.stream().mapToDouble(Double::doubleValue).average().orElse(0);
      return level(term, mean);
    }
    if (within.size() < 2) {
      return new Decided(false, term.name() + " has no value to compare with");
    }
    List<Double> earlier = within.subList(0, within.size() - 1).stream().sorted().toList();
    int middle = earlier.size() / 2;
    double median =
        earlier.size() % 2 == 1
            ? earlier.get(middle)
            : (earlier.get(middle - 1) + earlier.get(middle)) / 2;
    return drop(term, median, within.getLast(), ", against the median since " + from);
  }

  private static Decided other(Term term) {
    return new Decided(false, term.name() + " is not known in that way");
  }

  private static String asked(Term.Compare term) {
    return "asked: %s %s%s"
        .formatted(
            term.operator().sign(),
            term.limit().text(),
            term.span()
                .map(span ->
                    " %s %s"
                        .formatted(span.how().name().toLowerCase(Locale.ROOT), text(span.length())))
                .orElse(""));
  }

  private static String text(Duration length) {
    return length.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static String shown(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
