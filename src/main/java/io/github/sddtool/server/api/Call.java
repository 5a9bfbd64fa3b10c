package io.github.sddtool.server.api;

import io.github.sddtool.access.Decision;
import io.github.sddtool.audit.Deed;
import io.github.sddtool.server.Problem;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import io.github.sddtool.store.spec.Provenance;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request that was let in, as its route sees it.
///
/// @param path what stands for the names of the route's address
/// @param project what it is about
/// @param id names the request
record Call(
    ServerRequest request,
    Caller caller,
    Project project,
    Map<String, String> path,
    Route.Takes takes,
    String id,
    Clock clock) {
  private static final String SOURCE = "X-SDD-Source";
  private static final int LONGEST_MESSAGE = 500;

  /// What an address says under a name of its route.
  String path(String name) {
    return path.getOrDefault(name, "");
  }

  /// A number in an address; what is no number names nothing.
  long number() {
    try {
      return Long.parseLong(path("number"));
    } catch (NumberFormatException _) {
      throw Problem.of(
              Problem.Kind.NOT_FOUND,
              "'%s' is no number, by which it would have to be named."
                  .formatted(Body.shown(path("number"))))
          .refusal();
    }
  }

  /// A parameter of the query that says something.
  Optional<String> query(String name) {
    return request.query().first(name).asOptional().filter(value -> !value.isBlank());
  }

  /// A whole number in the query.
  int number(String name, int usual, int least, int most) {
    return (int) number(name, (long) usual, least, most);
  }

  /// A whole number in the query.
  long number(String name, long usual, long least, long most) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw malformed(name, "a whole number from %d to %d".formatted(least, most), text.get());
  }

  /// `true` or `false` in the query.
  boolean flag(String name) {
    return choice(name, List.of("true", "false")).map("true"::equals).orElse(false);
  }

  /// One of a few words in the query.
  Optional<String> choice(String name, List<String> choices) {
    Optional<String> text = query(name);
    text.filter(one -> !choices.contains(one))
        .ifPresent(one -> {
          throw malformedChoice(name, choices, one);
        });
    return text;
  }

  private static Problem.Refusal malformedChoice(String name, List<String> choices, String text) {
    return Problem.of(
            Problem.Kind.MALFORMED,
            "'%s' is '%s'; it must be one of %s."
                .formatted(name, Body.shown(text), String.join(", ", choices)))
        .choices(choices)
        .with("parameter", name)
        .refusal();
  }

  /// A moment in the query: a day, from its beginning in UTC, or a time with its offset.
  Optional<Instant> moment(String name) {
    return query(name)
        .map(text -> {
          try {
            return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                // A plus sign that was not escaped arrives as a blank.
                : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
          } catch (DateTimeException _) {
            throw malformed(
                name, "a day or a time such as 2026-11-29 or 2026-11-29T10:00:00Z", text);
          }
        });
  }

  static Problem.Refusal malformed(String name, String wanted, String text) {
    return Problem.of(
            Problem.Kind.MALFORMED,
            "'%s' is '%s'; it must be %s.".formatted(name, Body.shown(text), wanted))
        .with("parameter", name)
        .refusal();
  }

  /// What the request brought.
  Body body() {
    return Body.of(request, takes.body());
  }

  /// A header.
  Optional<String> header(io.helidon.http.HeaderName name) {
    return request.headers().first(name);
  }

  /// Who makes an edit, and where it comes from.
  ///
  /// @param note what they say about it
  Provenance by(String note) {
    return new Provenance(person(), clock.instant(), source(), note, id);
  }

  /// The same, with what the body says about it under `message`.
  Provenance by(Body body) {
    return by(body.line("message", LONGEST_MESSAGE).orElse(""));
  }

  Person person() {
    return new Person(caller.who().name(), caller.who().email());
  }

  Deed.Doer doer() {
    return new Deed.Doer(
        caller.who().name(), caller.who().email(), caller.key(), source().name(), id);
  }

  private Provenance.Source source() {
    return header(io.helidon.http.HeaderNames.create(SOURCE))
            .filter(value -> value.equalsIgnoreCase("cli"))
            .isPresent()
        ? Provenance.Source.CLI
        : Provenance.Source.API;
  }

  /// Refuses what a policy refuses.
  static void require(Decision decision) {
    if (decision instanceof Decision.Refused(String reason)) {
      throw Problem.of(Problem.Kind.FORBIDDEN, reason).refusal();
    }
  }

  /// An address of ours. Whoever had to name the project finds it named there too.
  ///
  /// @param parts of the path; what has no place in one is escaped
  String address(String... parts) {
    var text = new StringBuilder("/api");
    for (String part : parts) {
      text.append('/').append(escaped(part));
    }
    return caller.isOperator() ? text + "?project=" + escaped(project.name()) : text.toString();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// Whether whoever asks takes a media type.
  static boolean accepts(ServerRequest request, String mediaType) {
    String accepted = request.headers().first(HeaderNames.ACCEPT).orElse("*/*");
    String family = mediaType.substring(0, mediaType.indexOf('/')) + "/*";
    for (String range : accepted.split(",", -1)) {
      String[] parts = range.strip().split(";", -1);
      String name = parts[0].strip().toLowerCase(java.util.Locale.ROOT);
      boolean refused =
          java.util.Arrays.stream(parts)
              .map(String::strip)
              .anyMatch(part -> part.matches("q=0(\\.0*)?"));
      if (!refused && (name.equals(mediaType) || name.equals(family) || name.equals("*/*"))) {
        return true;
      }
    }
    return false;
  }
}
