package io.github.sddtool.store.spec;

/// Who edited something: as git writes an author.
///
/// @param email may be empty where nobody knows it
public record Person(String name, String email) {
  private static final int LONGEST = 200;

  /// What git would take for the end of a line or of an address is left out.
  public Person {
    name = plain(name);
    email = plain(email);
    if (name.isEmpty()) {
      name = email.isEmpty() ? "unknown" : email;
    }
  }

  private static String plain(String text) {
    var kept = new StringBuilder();
    text.codePoints()
        .filter(c -> c != '<' && c != '>' && !Character.isISOControl(c))
        .limit(LONGEST)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }

  /// `Ada <ada@example.com>`
  @Override
  public String toString() {
    return email.isEmpty() ? name : name + " <" + email + ">";
  }
}
