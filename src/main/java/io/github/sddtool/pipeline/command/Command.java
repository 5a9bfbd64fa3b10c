package io.github.sddtool.pipeline.command;

import io.github.sddtool.forge.SlashCommand;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

// @spec app/commands#REQ-CMD-002
/// What a command's line means.
sealed interface Command {
  /// Judge the request again.
  record Check() implements Command {}

  /// Tell what a spec or a requirement touches.
  record Impact(String name) implements Command {}

  /// Both sides of a requirement's drift were read and are true.
  record Acknowledge(String requirement, String reason) implements Command {}

  /// Let a finding pass.
  ///
  /// @param fingerprint or how it begins
  /// @param until the last day it holds; empty: for ever
  record Waive(String fingerprint, String reason, Optional<LocalDate> until) implements Command {}

  /// Tell what can be asked.
  record Help() implements Command {}

  /// Not understood.
  record Unclear(String problem) implements Command {}

  /// How each is written, and what it does.
  List<String> USAGE =
      List.of(
          "`/sdd check` judges again",
          "`/sdd impact SPEC` or `SPEC#REQ` tells what it touches",
          "`/sdd ack SPEC#REQ REASON`: both sides of its drift were read and are true",
          "`/sdd waive FINGERPRINT REASON [until YYYY-MM-DD]` lets a finding pass",
          "`/sdd help` tells this");

  int SHORTEST_FINGERPRINT = 6;
  String UNTIL = " until ";

  /// Reads a line. Never fails: what cannot be read is [Unclear].
  static Command read(String line) {
    String said = line.substring(SlashCommand.WORD.length()).strip();
    String verb = word(said).toLowerCase(Locale.ROOT);
    String rest = said.substring(word(said).length()).strip();
    return switch (verb) {
      case "check" -> new Check();
      case "", "help" -> new Help();
      case "impact" ->
          rest.isEmpty() || !word(rest).equals(rest)
              ? new Unclear("`/sdd impact` needs one spec or requirement.")
              : new Impact(rest);
      case "ack" -> acknowledge(rest);
      case "waive" -> waive(rest);
      default -> new Unclear("There is no such command.");
    };
  }

  private static Command acknowledge(String rest) {
    String key = word(rest);
    String reason = rest.substring(key.length()).strip();
    return key.indexOf('#') < 1 || reason.isEmpty()
        ? new Unclear("`/sdd ack` needs a requirement as `SPEC#REQ`, and why its drift is none.")
        : new Acknowledge(key, reason);
  }

  private static Command waive(String rest) {
    String fingerprint = word(rest).toLowerCase(Locale.ROOT);
    String reason = rest.substring(fingerprint.length()).strip();
    boolean hex =
        fingerprint.length() >= SHORTEST_FINGERPRINT
            && fingerprint.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    Optional<LocalDate> until = Optional.empty();
    int at = (" " + reason).lastIndexOf(UNTIL);
    if (at >= 0) {
      String day = reason.substring(at + UNTIL.length() - 1).strip();
      try {
        until = Optional.of(LocalDate.parse(day));
      } catch (DateTimeException _) {
        // A sentence may hold the word; a number behind it was meant as a day.
        if (!day.isEmpty() && Character.isDigit(day.charAt(0))) {
          return new Unclear("A waiver ends on a day such as `2027-03-31`.");
        }
      }
      reason = until.isPresent() ? reason.substring(0, at).strip() : reason;
    }
    return !hex || reason.isEmpty()
        ? new Unclear(
            "`/sdd waive` needs a finding's fingerprint, six or more of its digits, and a reason.")
        : new Waive(fingerprint, reason, until);
  }

  private static String word(String text) {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }
}
