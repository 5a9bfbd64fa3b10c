package io.github.sddtool.pipeline.notice;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.condition.Observed;
import io.github.sddtool.analysis.coverage.Coverage;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.quality.Quality;
import io.github.sddtool.forge.Target;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.store.Reading;
import io.github.sddtool.store.score.ScoreBook;
import io.github.sddtool.store.score.SpecScore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

// @spec app/notifications#REQ-NOTE-010
/// What a judged commit of a default branch means to rules.
///
/// @param news what the commit brought
/// @param known what was so before, of which we hear for the first time
record Judged(List<Occurrence> news, List<Occurrence> known) {
  Judged {
    news = List.copyOf(news);
    known = List.copyOf(known);
  }

  /// Reads a report; the scores of its commit are kept already.
  static Judged of(Reading database, Target target, Report report, Instant now) {
    var scores = new ScoreBook(database);
    boolean first = database.<Boolean>read(handle -> NoticeBook.judgedOnce(handle, target.repo()));
    Set<String> touched = new HashSet<>(report.specChanges().added());
    touched.addAll(report.specChanges().updated());
    var changed = new HashSet<String>();
    scores.specs(target.repo()).stream()
        .filter(score -> score.commit().equals(target.head()))
        .map(SpecScore::spec)
        .forEach(changed::add);
    return new Facts(target, report, now).judged(touched, changed, first);
  }

  /// What the report says, put together once.
  private static final class Facts {
    private final Target target;
    private final Report report;
    private final Instant now;
    private final Map<String, Observed> values = new HashMap<>();
    private final Map<String, String> words = new HashMap<>();
    private final Map<String, Double> quality = new HashMap<>();

    Facts(Target target, Report report, Instant now) {
      this.target = target;
      this.report = report;
      this.now = now;
      words.put("repository", target.repo().name());
      words.put("commit", target.head().brief());
      level(values, words, "validate.errors", (double) report.count(Severity.ERROR));
      Optional<Quality> all = report.parts().quality().map(Report.Graded::now);
      all.ifPresent(one -> {
        level(values, words, "score", one.score());
        one.specs().forEach(spec -> quality.put(spec.id(), spec.score()));
      });
      report
          .parts()
          .coverage()
          .filter(coverage -> coverage.requirements() > 0)
          .ifPresent(coverage -> level(values, words, "coverage", coverage.percent()));
    }

    Judged judged(Set<String> touched, Set<String> changed, boolean first) {
      var news = new ArrayList<Occurrence>();
      var known = new ArrayList<Occurrence>();
      Occurrence.About about = Occurrence.About.of(target.repo());
      news.add(new Occurrence(key(""), Topic.REPOSITORY, about, values, words, now));
      for (Spec spec : report.specs()) {
        if (touched.contains(spec.id()) || (changed.contains(spec.id()) && !first)) {
          news.add(spec(about, spec));
        } else if (changed.contains(spec.id())) {
          known.add(spec(about, spec));
        }
      }
      // Without values no rule holds: what stands of it is taken back.
      report
          .specChanges()
          .removed()
          .forEach(id ->
              news.add(new Occurrence(key(id), Topic.SPEC, about.on(id), Map.of(), words, now)));
      if (report.sides().compared()) {
        report.findings().stream()
            .filter(finding -> finding.rule() == Rule.DEPENDENCY_CYCLE)
            .filter(finding -> finding.isNew() && finding.waived().isEmpty())
            .forEach(finding -> news.add(cycle(about, finding)));
      }
      return new Judged(news, known);
    }

    private String key(String subject) {
      return "judged %s %s %s".formatted(target.repo(), target.head().hex(), subject);
    }

    private Occurrence spec(Occurrence.About about, Spec spec) {
      Map<String, Observed> observed = new HashMap<>(values);
      Map<String, String> named = new HashMap<>(words);
      named.put("spec.id", spec.id());
      named.put("spec.title", spec.title());
      word(observed, named, "spec.status", spec.body().status());
      word(observed, named, "spec.domain", spec.domain());
      Optional.ofNullable(quality.get(spec.id()))
          .ifPresent(score -> level(observed, named, "spec.quality_score", score));
      int requirements = spec.body().requirements().size();
      if (requirements > 0) {
        long covered =
            spec.body().requirements().stream()
                .filter(one ->
                    Coverage.state(report.survey().trace(), spec.key(one))
                        == Coverage.State.COVERED)
                .count();
        level(observed, named, "spec.coverage", (double) covered * 100 / requirements);
      }
      Map<String, List<String>> people = new HashMap<>();
      spec.body().field("author").ifPresent(name -> people.put("@author", List.of(name)));
      spec.body().field("owner").ifPresent(name -> people.put("@owner", List.of(name)));
      var here = new Occurrence.About(about.repo(), about.project(), spec.id(), people);
      return new Occurrence(key(spec.id()), Topic.SPEC, here, observed, named, now);
    }

    private Occurrence cycle(Occurrence.About about, Finding finding) {
      Map<String, Observed> observed = new HashMap<>(values);
      observed.put("graph.new_cycle_detected", new Observed.Fact(true));
      Map<String, String> named = new HashMap<>(words);
      named.put("graph.cycle", finding.message());
      finding.subject().spec().ifPresent(id -> named.put("spec.id", id));
      return new Occurrence(
          key("cycle " + finding.fingerprint().hex()),
          Topic.CYCLE,
          about.on(finding.subject().spec().orElse("")),
          observed,
          named,
          now);
    }

    private static void word(
        Map<String, Observed> observed,
        Map<String, String> named,
        String name,
        Optional<String> word) {
      observed.put(name, new Observed.Word(word.orElse("")));
      named.put(name, word.orElse(""));
    }

    private static void level(
        Map<String, Observed> observed, Map<String, String> named, String name, double value) {
      observed.put(name, new Observed.Level(value));
      String text = String.format(Locale.ROOT, "%.1f", value);
      named.put(name, text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
    }
  }
}
