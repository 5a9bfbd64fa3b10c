package io.github.sddtool.pipeline.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

// @spec app/notifications#REQ-NOTE-001
/// Whom something is for, as people write it.
public sealed interface Recipient {
  /// A room: `#sdd-alerts`.
  record Room(String name) implements Recipient {}

  /// Somebody whom the settings name under `people`: `@alice`.
  record Named(String name) implements Recipient {}

  /// An e-mail address.
  record Address(String email) implements Recipient {}

  /// Somebody who has to do with what happened: `@author`.
  record Concerned(String name) implements Recipient {}

  /// Those who have a role in the project.
  record Members(Group group) implements Recipient {}

  /// Groups of members of a project.
  enum Group {
    DOMAIN_ADMIN,
    ORG_ADMIN,
    ALL_CONTRIBUTORS;

    String text() {
      return "@" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Reads a recipient; empty where nobody is called so.
  ///
  /// @param people the names of the settings
  /// @param concerned who has to do with what happens
  static Optional<Recipient> read(
      String text, Map<String, List<String>> people, Set<String> concerned) {
    if (text.matches("#[^\\s#]{1,80}")) {
      return Optional.of(new Room(text));
    }
    if (people.containsKey(text)) {
      return Optional.of(new Named(text));
    }
    if (concerned.contains(text)) {
      return Optional.of(new Concerned(text));
    }
    Optional<Group> group =
        Arrays.stream(Group.values()).filter(one -> one.text().equals(text)).findFirst();
    if (group.isPresent()) {
      return group.map(Members::new);
    }
    return isAddress(text) ? Optional.of(new Address(text)) : Optional.empty();
  }

  /// Whether it looks like an e-mail address.
  static boolean isAddress(String text) {
    return text.matches("[^\\s@<>,;]{1,64}@[^\\s@<>,;]{1,190}");
  }

  /// How recipients may be written.
  static String choices(Map<String, List<String>> people, Set<String> concerned) {
    var names = new TreeSet<>(people.keySet());
    names.addAll(concerned);
    Arrays.stream(Group.values()).map(Group::text).forEach(names::add);
    return String.join(", ", names) + ", #room, or an e-mail address";
  }
}
