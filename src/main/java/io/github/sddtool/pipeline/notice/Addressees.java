package io.github.sddtool.pipeline.notice;

import io.github.sddtool.access.Role;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.store.spec.Person;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

// @spec app/notifications#REQ-NOTE-001
/// Finds the addresses of those whom something is for.
final class Addressees {
  private static final int MOST_NAMES = 10;

  private final Map<String, List<String>> people;
  private final Directory directory;

  Addressees(Map<String, List<String>> people, Directory directory) {
    this.people = people;
    this.directory = directory;
  }

  /// Rooms and people.
  ///
  /// @param shown how the people were called, for those who read it in a room
  record Found(Set<String> rooms, Set<Person> persons, List<String> shown) {
    Found {
      rooms = Set.copyOf(rooms);
      persons = Set.copyOf(persons);
      shown = List.copyOf(shown);
    }

    /// Who is meant, for a room that several people read.
    Optional<String> line() {
      return shown.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "For "
                  + shown.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
                  + (shown.size() > MOST_NAMES
                      ? " and %d more".formatted(shown.size() - MOST_NAMES)
                      : ""));
    }
  }

  Found find(List<Recipient> recipients, Occurrence.About about) {
    List<Directory.Member> members = about.project().map(directory::members).orElseGet(List::of);
    var rooms = new LinkedHashSet<String>();
    var persons = new LinkedHashSet<Person>();
    for (Recipient recipient : recipients) {
      switch (recipient) {
        case Recipient.Room(String name) -> rooms.add(name);
        case Recipient.Address(String email) -> persons.add(new Person("", email));
        case Recipient.Named(String name) -> persons.addAll(named(name));
        case Recipient.Concerned(String name) ->
            about.people().getOrDefault(name, List.of()).stream()
                .flatMap(text -> called(text, members))
                .forEach(persons::add);
        case Recipient.Members(Recipient.Group group) ->
            members.stream()
                .filter(member -> isIn(group, member.role()))
                .map(Directory.Member::person)
                .forEach(persons::add);
      }
    }
    List<String> shown = persons.stream().map(Person::name).distinct().toList();
    return new Found(rooms, persons, shown);
  }

  private List<Person> named(String name) {
    return people.getOrDefault(name, List.of()).stream()
        .map(email -> new Person(name.substring(1), email))
        .toList();
  }

  private static boolean isIn(Recipient.Group group, Role role) {
    return switch (group) {
      case ORG_ADMIN -> role == Role.ORG_ADMIN;
      case DOMAIN_ADMIN -> role.compareTo(Role.DOMAIN_ADMIN) >= 0;
      case ALL_CONTRIBUTORS -> role.compareTo(Role.CONTRIBUTOR) >= 0;
    };
  }

  /// Somebody as reviews and front matter name them: by address, by a name of the settings, or by
  /// the name on a key.
  private Stream<Person> called(String text, List<Directory.Member> members) {
    String name = text.strip();
    if (Recipient.isAddress(name)) {
      return Stream.of(new Person("", name));
    }
    String handle = name.startsWith("@") ? name : "@" + name;
    if (people.containsKey(handle)) {
      return named(handle).stream();
    }
    List<Person> keys =
        members.stream()
            .map(Directory.Member::person)
            .filter(person -> handle.equalsIgnoreCase("@" + person.name()))
            .distinct()
            .toList();
    boolean nobody = handle.length() == 1;
    return keys.isEmpty() && !nobody
        ? Stream.of(new Person(handle.substring(1), ""))
        : keys.stream();
  }

  /// Where a channel brings it; none where it reaches nobody of them.
  List<String> on(ChannelSettings channel, Found found) {
    return switch (channel) {
      case ChannelSettings.Mail _ ->
          found.persons().stream()
              .map(person -> person.email().toLowerCase(Locale.ROOT))
              .filter(Recipient::isAddress)
              .distinct()
              .sorted()
              .toList();
      case ChannelSettings.Chat chat -> {
        List<String> rooms = found.rooms().stream().filter(chat::reaches).sorted().toList();
        yield found.rooms().isEmpty() && chat.usual().isPresent() ? List.of("") : rooms;
      }
      case ChannelSettings.Hook _ -> List.of("");
    };
  }

  /// How the API knows those people: by address, or by the name on their keys.
  static List<String> inApp(Found found) {
    return found.persons().stream().map(Addressees::inApp).distinct().sorted().toList();
  }

  static String inApp(Person person) {
    return person.email().isEmpty()
        ? "@" + person.name().toLowerCase(Locale.ROOT)
        : person.email().toLowerCase(Locale.ROOT);
  }
}
