package io.github.sddtool.pipeline.command;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.analysis.baseline.Attestation;
import io.github.sddtool.analysis.baseline.Attestations;
import io.github.sddtool.analysis.drift.Drift;
import io.github.sddtool.analysis.finding.Adjustment;
import io.github.sddtool.analysis.finding.Finding;
import io.github.sddtool.audit.Effect;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.Forge;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.PullRequest;
import io.github.sddtool.forge.Reaction;
import io.github.sddtool.forge.SlashCommand;
import io.github.sddtool.forge.Target;
import io.github.sddtool.report.MarkdownRenderer;
import io.github.sddtool.report.Style;
import io.github.sddtool.report.ToDo;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import io.github.sddtool.spec.markdown.MarkdownOut;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

// @spec app/commands#REQ-CMD-003, app/commands#REQ-CMD-004, app/commands#REQ-CMD-005
/// Takes commands from those who may write to the repository, and answers them when their pull
/// request is judged: what they ask is asked of the same change.
public final class Commands {
  /// Older answers make room: the comment tells of now.
  private static final int SHOWN = 5;

  private static final int OFFERED = 10;

  /// Digits of a fingerprint that tell it from the others of a change.
  private static final int NAMED = 8;

  private static final int LONGEST_IN_AUDIT = 300;
  private static final String WHAT = "command";

  private final CommandLog log;
  private final Clock clock;
  private final MarkdownRenderer markdown = new MarkdownRenderer();

  public Commands(CommandLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /// What came of judging with commands.
  ///
  /// @param section what the comment says of them; blank for nothing
  /// @param last the newest answer in it
  /// @param awaited whether somebody waits for an answer that was not published yet
  /// @param effects what was decided now
  public record Judged(
      Report report, String section, long last, boolean awaited, List<Effect> effects) {
    public Judged {
      effects = List.copyOf(effects);
    }
  }

  /// Takes a command, or tells its author no.
  ///
  /// @param seen the head that people were told of last
  /// @param later lets the pull request be judged, where the answer is found
  public List<Effect> obey(
      Forge forge, PullRequest pull, SlashCommand command, CommitId seen, Runnable later) {
    String place = Target.pullRequest(pull.repo(), pull.head(), pull.number()).commentPlace();
    String what =
        ForgeText.clip(
            "%s, by %s in comment %s"
                .formatted(
                    MarkdownOut.oneLine(command.line()),
                    MarkdownOut.oneLine(command.author().name()),
                    command.comment()),
            LONGEST_IN_AUDIT);
    if (!pull.open()) {
      return List.of(new Effect.Declined(WHAT, place, "The pull request is closed: " + what));
    }
    if (!forge.mayWrite(pull.repo(), command.author())) {
      return List.of(
          new Effect.Declined(WHAT, place, "The author may not write here: " + what),
          forge.react(pull.repo(), pull.number(), command.comment(), Reaction.REFUSED));
    }
    log.keep(pull, command, seen, clock.instant());
    later.run();
    Reaction reaction =
        Command.read(command.line()) instanceof Command.Unclear
            ? Reaction.CONFUSED
            : Reaction.AGREED;
    return List.of(
        new Effect.Created(WHAT, place, what),
        forge.react(pull.repo(), pull.number(), command.comment(), reaction));
  }

  /// Judges a target with all that was granted, and answers what is asked.
  public Judged judge(Target target, Function<Request, Report> ask) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    RepoId repo = target.repo();
    Request check = Request.of(Question.CHECK).on(today);
    Report report = ask.apply(check.granting(log.granted(repo)));
    if (target.number().isEmpty()) {
      return new Judged(report, "", 0, false, List.of());
    }
    int number = target.number().get();
    var effects = new ArrayList<Effect>();
    for (Given given : log.open(repo, number)) {
      Answer answer = answer(given, target, report, ask, today);
      log.answer(given, answer);
      if (!answer.granted().isEmpty()) {
        report = ask.apply(check.granting(log.granted(repo)));
      }
      String said = ForgeText.clip(MarkdownOut.oneLine(answer.markdown()), LONGEST_IN_AUDIT);
      effects.add(
          answer.agreed()
              ? new Effect.Updated(WHAT, target.commentPlace(), given.line() + ": " + said)
              : new Effect.Declined(WHAT, target.commentPlace(), given.line() + ": " + said));
    }
    List<CommandLog.Told> told = log.answered(repo, number, SHOWN);
    return new Judged(
        report,
        section(told.reversed()) + offer(report),
        told.isEmpty() ? 0 : told.getFirst().seq(),
        told.stream().anyMatch(one -> !one.told()),
        effects);
  }

  /// The answers of a pull request were published.
  public void told(Target target, Judged judged) {
    if (judged.awaited()) {
      target.number().ifPresent(number -> log.told(target.repo(), number, judged.last()));
    }
  }

  private static String section(List<CommandLog.Told> told) {
    if (told.isEmpty()) {
      return "";
    }
    var text = new StringBuilder("**Asked**\n\n");
    for (CommandLog.Told one : told) {
      text.append("- ").append(MarkdownOut.code(one.line())).append(", asked by ");
      text.append(MarkdownOut.code(one.author())).append(": ");
      text.append(one.markdown().strip().replace("\n", "\n  ")).append('\n');
    }
    return text.append('\n').toString();
  }

  /// How to let pass what a report asks to do, for those who may.
  static String offer(Report report) {
    List<Finding> todo = ToDo.of(report);
    if (todo.isEmpty()) {
      return "";
    }
    var text = new StringBuilder("<details><summary>Commands</summary>\n\n");
    text.append("In a comment, by those who may write here:\n\n");
    for (Finding finding : todo.subList(0, Math.min(OFFERED, todo.size()))) {
      text.append("- ").append(MarkdownOut.code(letPass(finding)));
      finding
          .subject()
          .at()
          .ifPresent(at ->
              text.append(": ")
                  .append(finding.rule().id())
                  .append(" at ")
                  .append(MarkdownOut.code(at.path() + ":" + at.line())));
      text.append('\n');
    }
    return text.append("- `/sdd help`\n\n</details>\n\n").toString();
  }

  private static String letPass(Finding finding) {
    Optional<String> drifted =
        finding.subject().requirement().filter(_ -> finding.rule().id().startsWith("drift/"));
    return drifted
        .map(key -> "/sdd ack " + key + " REASON")
        .orElse("/sdd waive " + finding.fingerprint().hex().substring(0, NAMED) + " REASON");
  }

  private Answer answer(
      Given given, Target target, Report report, Function<Request, Report> ask, LocalDate today) {
    return switch (Command.read(given.line())) {
      case Command.Check _ -> Answer.done("judged again at " + target.head().brief() + ".");
      case Command.Help _ -> Answer.done(usage());
      case Command.Unclear(String problem) -> Answer.refused(problem + "\n" + usage());
      case Command.Impact(String name) -> impact(name, target, ask, today);
      case Command.Acknowledge(String key, String reason) ->
          acknowledge(given, key, reason, target, report);
      case Command.Waive waive -> waive(waive, report, today);
    };
  }

  private static String usage() {
    return Command.USAGE.stream().map(line -> "\n- " + line).collect(Collectors.joining());
  }

  private Answer impact(
      String name, Target target, Function<Request, Report> ask, LocalDate today) {
    try {
      Report report =
          ask.apply(new Request(Question.IMPACT, List.of(name), Adjustment.NONE).on(today));
      return Answer.done(
          "at " + target.head().brief() + ":\n" + markdown.impact(report, Style.plain("")));
    } catch (UserFault fault) {
      return Answer.refused(MarkdownOut.prose(fault.message()));
    }
  }

  private static Answer acknowledge(
      Given given, String key, String reason, Target target, Report report) {
    if (!given.seen().equals(target.head())) {
      return Answer.refused(
          "the request has moved on from %s to %s since; say it again once you have read that."
              .formatted(given.seen().brief(), target.head().brief()));
    }
    List<Drift> drifts =
        report.parts().drift().orElse(List.of()).stream()
            .filter(drift -> drift.kind() != Drift.Kind.DANGLING)
            .toList();
    List<Drift> meant = drifts.stream().filter(drift -> isOf(drift, key)).toList();
    if (meant.isEmpty()) {
      return Answer.refused("it has no drift here." + choices(drifts));
    }
    var by = new Attestation.By(given.author(), reason, given.day(), Optional.empty());
    Attestations read = Attestations.NONE;
    for (Drift drift : meant) {
      read = read.with(Attestation.of(drift, by));
    }
    String places =
        meant.stream()
            .map(drift -> MarkdownOut.code(drift.kind().word() + " at " + drift.at().path()))
            .distinct()
            .limit(SHOWN)
            .collect(Collectors.joining(", "));
    return Answer.granting(
        "read on both sides, and true until one of them changes: " + places + ".", read.write());
  }

  private static boolean isOf(Drift drift, String key) {
    return drift.requirement().filter(one -> one.toString().equalsIgnoreCase(key)).isPresent();
  }

  private static String choices(List<Drift> drifts) {
    List<String> keys =
        drifts.stream()
            .flatMap(drift -> drift.requirement().stream())
            .map(key -> MarkdownOut.code(key.toString()))
            .distinct()
            .limit(SHOWN)
            .toList();
    return keys.isEmpty() ? "" : " These drift: " + String.join(", ", keys) + ".";
  }

  private static Answer waive(Command.Waive waive, Report report, LocalDate today) {
    if (waive.until().filter(day -> day.isBefore(today)).isPresent()) {
      return Answer.refused("that day is over; today is " + today + ".");
    }
    List<Finding> meant =
        report.findings().stream()
            .filter(finding -> finding.fingerprint().hex().startsWith(waive.fingerprint()))
            .toList();
    long names = meant.stream().map(Finding::fingerprint).distinct().count();
    if (names != 1) {
      return Answer.refused(
          names == 0
              ? "no finding of this change begins so; the report and the list below name them."
              : names + " findings begin so; give more of its digits.");
    }
    Finding finding = meant.getFirst();
    return Answer.granting(
        "%s %s passes in this repository%s."
            .formatted(
                MarkdownOut.code(finding.rule().id()),
                finding
                    .subject()
                    .at()
                    .map(at -> "at " + MarkdownOut.code(at.path().value()))
                    .orElse("of the whole"),
                waive.until().map(day -> " until " + day).orElse("")),
        finding.fingerprint().hex());
  }
}
