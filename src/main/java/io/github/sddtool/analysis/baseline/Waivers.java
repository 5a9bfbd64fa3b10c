package io.github.sddtool.analysis.baseline;

import io.github.sddtool.analysis.config.PathPatterns;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.analysis.finding.Rule;
import io.github.sddtool.source.Location;
import io.github.sddtool.spec.Fingerprint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

// @spec engine/baseline#REQ-BASE-005, engine/baseline#REQ-BASE-006, engine/baseline#REQ-BASE-007
/// What a repository lets pass, see `.sdd/waivers.yml`.
public record Waivers(List<Waiver> waivers) {
  public static final Waivers NONE = new Waivers(List.of());

  public Waivers {
    waivers = List.copyOf(waivers);
  }

  /// Whether one holds until some day.
  public boolean expires() {
    return waivers.stream().anyMatch(waiver -> waiver.by().expires().isPresent());
  }

  /// Reads the file: a list of entries.
  ///
  /// @throws io.github.sddtool.fault.UserFault naming file, line and what is allowed
  public static Waivers read(String text) {
    return new Waivers(
        EntryText.read(Waiver.PATH, text, "waivers").stream().map(Waivers::waiver).toList());
  }

  private static Waiver waiver(EntryText entry) {
    entry.allow("fingerprint", "rule", "requirement", "path", "author", "reason", "expires");
    var by =
        new Finding.Waived(
            entry.required("author"), entry.required("reason"), entry.date("expires"));
    return new Waiver(entry.line(), target(entry), by);
  }

  private static Waiver.Target target(EntryText entry) {
    Optional<String> fingerprint = entry.text("fingerprint");
    if (fingerprint.isPresent()) {
      return new Waiver.Target.One(fingerprint.get());
    }
    String rule =
        entry
            .text("rule")
            .orElseThrow(() ->
                entry.fault(
                    "say what is waived: a 'fingerprint', or a 'rule' with a 'path' or a"
                        + " 'requirement'"));
    if (Rule.of(rule).isEmpty()) {
      throw entry.fault("unknown rule '" + rule + "'; docs/rules.md lists them");
    }
    Optional<String> requirement = entry.text("requirement");
    Optional<String> path = entry.text("path");
    if (requirement.isEmpty() && path.isEmpty()) {
      throw entry.fault("a waiver of a rule needs a 'path' or a 'requirement'");
    }
    try {
      return new Waiver.Target.Several(
          rule,
          requirement,
          path.map(pattern -> new Waiver.Place(pattern, PathPatterns.of(List.of(pattern)))));
    } catch (IllegalArgumentException e) {
      throw entry.fault(String.valueOf(e.getMessage()));
    }
  }

  /// Silences what is waived, and adds a finding for each waiver that has expired, and for each
  /// that silences nothing if all findings are here.
  ///
  /// @param today empty: nothing has expired
  public List<Finding> apply(List<Finding> findings, Optional<LocalDate> today, boolean all) {
    var result = new ArrayList<>(findings);
    var remarks = new ArrayList<Finding>();
    for (Waiver waiver : waivers) {
      if (!waiver.holdsOn(today)) {
        remarks.add(
            remark(
                waiver,
                " expired on " + waiver.by().expires().map(LocalDate::toString).orElse("") + "."));
        continue;
      }
      Set<Integer> meant = meant(waiver, result);
      meant.forEach(i -> result.set(i, result.get(i).waivedBy(waiver.by())));
      if (meant.isEmpty() && all) {
        remarks.add(remark(waiver, " silences nothing."));
      }
    }
    result.addAll(remarks);
    return result;
  }

  /// Silences what is waived, and says nothing of waivers that silence nothing.
  public List<Finding> silence(List<Finding> findings, Optional<LocalDate> today) {
    var result = new ArrayList<>(findings);
    for (Waiver waiver : waivers) {
      if (waiver.holdsOn(today)) {
        meant(waiver, result).forEach(i -> result.set(i, result.get(i).waivedBy(waiver.by())));
      }
    }
    return result;
  }

  private static Finding remark(Waiver waiver, String what) {
    return Finding.of(
        Rule.CONFIG_WAIVER,
        Finding.Subject.of(Location.of(Waiver.PATH, waiver.line())),
        waiver.target().name(),
        "The waiver of " + waiver.target().name() + " by " + waiver.by().author() + what);
  }

  private static Set<Integer> meant(Waiver waiver, List<Finding> findings) {
    return switch (waiver.target()) {
      case Waiver.Target.One(String fingerprint) -> one(new Fingerprint(fingerprint), findings);
      case Waiver.Target.Several several -> {
        var meant = new HashSet<Integer>();
        for (int i = 0; i < findings.size(); i++) {
          if (means(several, findings.get(i))) {
            meant.add(i);
          }
        }
        yield meant;
      }
    };
  }

  /// A fingerprint names one finding, also when others like it have come since.
  private static Set<Integer> one(Fingerprint fingerprint, List<Finding> findings) {
    List<Function<Finding, Fingerprint>> names =
        List.of(Finding::fingerprint, Finding::place, finding -> finding.identity().stem());
    for (Function<Finding, Fingerprint> name : names) {
      for (int i = 0; i < findings.size(); i++) {
        if (name.apply(findings.get(i)).equals(fingerprint)) {
          return Set.of(i);
        }
      }
    }
    return Set.of();
  }

  private static boolean means(Waiver.Target.Several several, Finding finding) {
    Finding.Subject subject = finding.subject();
    boolean here =
        several.path().isEmpty()
            || subject.at().filter(at -> several.path().get().paths().match(at.path())).isPresent();
    boolean about =
        several.requirement().isEmpty() || subject.requirement().equals(several.requirement());
    return finding.rule().id().equals(several.rule()) && here && about;
  }
}
