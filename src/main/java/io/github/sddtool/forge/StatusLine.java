package io.github.sddtool.forge;

/// The one sentence that a commit status has for what a check says.
public final class StatusLine {
  private static final String UNEVALUATED = "could not evaluate";

  private StatusLine() {}

  /// The sentence, on one line; what the status's own state does not tell stands first.
  ///
  /// @param longest how many characters the forge takes
  public static String of(CheckState state, int longest) {
    String line = ForgeText.clean(sentence(state)).replace('\n', ' ').strip();
    return ForgeText.clip(line, longest);
  }

  private static String sentence(CheckState state) {
    return switch (state) {
      case CheckState.Queued _, CheckState.Requeued _ -> "waiting to be assessed";
      case CheckState.Cancelled(String reason) -> reason;
      case CheckState.Completed done ->
          switch (done.verdict()) {
            case PASS, FAIL -> done.title();
            case WARN -> "warnings: " + done.title();
            case SKIPPED -> "skipped: " + done.title();
            case ERROR ->
                done.title().equalsIgnoreCase(UNEVALUATED)
                    ? UNEVALUATED
                    : UNEVALUATED + ": " + done.title();
          };
    };
  }
}
