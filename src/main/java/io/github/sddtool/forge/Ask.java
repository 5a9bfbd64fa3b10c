package io.github.sddtool.forge;

/// What we are about to ask of a forge, in words for the message when it is refused.
///
/// @param what for example `read octo/shop#17`, to stand after "to"
/// @param permission what the app needs for it, for example `checks: write`
/// @param once whether asking a second time would do it a second time: then it is never tried again
///   after it may have left
public record Ask(String what, String permission, boolean once) {
  /// What is said of something that happens as often as it is asked for, where no answer came.
  public static final String UNKNOWN =
      "Whether it came about, nobody can tell, so it is not asked for again: people must look.";

  /// Something that may be asked for again.
  public Ask(String what, String permission) {
    this(what, permission, false);
  }

  /// Something that happens as often as it is asked for.
  public static Ask once(String what, String permission) {
    return new Ask(what, permission, true);
  }
}
