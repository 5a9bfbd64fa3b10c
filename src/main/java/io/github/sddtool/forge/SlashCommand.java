package io.github.sddtool.forge;

import java.util.Optional;

/// What somebody tells us to do, in a comment on a pull request that begins with `/sdd`.
///
/// @param comment the forge's id of the comment
/// @param author who wrote it
/// @param line the comment's first line; what follows is for people
public record SlashCommand(String comment, Account author, String line) {
  /// What a comment for us begins with.
  public static final String WORD = "/sdd";

  private static final int LONGEST = 500;

  /// A command where a comment's text is one: it begins with the word, alone or before a blank.
  public static Optional<SlashCommand> read(String comment, Account author, String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    boolean ours =
        line.equals(WORD)
            || (line.startsWith(WORD) && Character.isWhitespace(line.charAt(WORD.length())));
    return ours
        ? Optional.of(new SlashCommand(comment, author, ForgeText.clip(line, LONGEST)))
        : Optional.empty();
  }
}
