package io.github.sddtool.forge;

/// Which branch names may stand in a refspec: those that git itself allows. A colon or an asterisk
/// would make it fetch something else to somewhere else.
public final class BranchName {
  private static final int LONGEST = 500;
  private static final String FORBIDDEN = " ~^:?*[\\";

  private BranchName() {}

  public static boolean isFetchable(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.chars().noneMatch(c -> c < ' ' || c == 0x7F || FORBIDDEN.indexOf(c) >= 0)
        && !name.contains("..")
        && !name.contains("@{")
        && !name.contains("//")
        && !name.startsWith("/")
        && !name.startsWith("-")
        && !name.endsWith("/")
        && !name.endsWith(".")
        && !name.endsWith(".lock");
  }
}
