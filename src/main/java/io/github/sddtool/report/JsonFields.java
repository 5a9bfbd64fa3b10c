package io.github.sddtool.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// An object of a JSON document that is read as strictly as it was written, and the place of it for
/// messages.
record JsonFields(JsonNode node, String place) {
  static JsonFields of(JsonNode node, String place) throws ReportReader.Unreadable {
    if (!node.isObject()) {
      throw new ReportReader.Unreadable((place.isEmpty() ? "it" : place) + " is no object");
    }
    return new JsonFields(node, place);
  }

  /// What reads one thing, or fails.
  interface Reading<T> {
    T read(JsonFields fields) throws ReportReader.Unreadable;
  }

  String text(String name) throws ReportReader.Unreadable {
    return value(name, JsonNodeType.STRING).textValue();
  }

  /// Empty where it is null or absent.
  Optional<String> maybe(String name) throws ReportReader.Unreadable {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean has(String name) {
    return node.hasNonNull(name);
  }

  boolean flag(String name) throws ReportReader.Unreadable {
    return value(name, JsonNodeType.BOOLEAN).booleanValue();
  }

  /// A count or a line.
  int count(String name) throws ReportReader.Unreadable {
    JsonNode value = value(name, JsonNodeType.NUMBER);
    if (!value.canConvertToExactIntegral() || !value.canConvertToInt() || value.intValue() < 0) {
      throw wrong(name, "is no count");
    }
    return value.intValue();
  }

  double number(String name) throws ReportReader.Unreadable {
    return value(name, JsonNodeType.NUMBER).doubleValue();
  }

  JsonFields object(String name) throws ReportReader.Unreadable {
    return new JsonFields(value(name, JsonNodeType.OBJECT), place + "/" + name);
  }

  /// Empty where it is null or absent.
  <T> Optional<T> maybe(String name, Reading<T> reading) throws ReportReader.Unreadable {
    return has(name) ? Optional.of(reading.read(object(name))) : Optional.empty();
  }

  <T> List<T> list(String name, Reading<T> reading) throws ReportReader.Unreadable {
    var all = new ArrayList<T>();
    int index = 0;
    for (JsonNode one : value(name, JsonNodeType.ARRAY)) {
      all.add(reading.read(of(one, place + "/" + name + "/" + index++)));
    }
    return all;
  }

  List<String> texts(String name) throws ReportReader.Unreadable {
    var all = new ArrayList<String>();
    for (JsonNode one : value(name, JsonNodeType.ARRAY)) {
      if (!one.isTextual()) {
        throw wrong(name, "is no list of texts");
      }
      all.add(one.textValue());
    }
    return all;
  }

  /// A text that means something.
  ///
  /// @param meaning throws [IllegalArgumentException] for one that does not
  <T> T meant(String name, Function<String, T> meaning) throws ReportReader.Unreadable {
    return meant(name, text(name), meaning);
  }

  private <T> T meant(String name, String text, Function<String, T> meaning)
      throws ReportReader.Unreadable {
    try {
      return meaning.apply(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name, "has a value that is not known");
    }
  }

  /// The same, empty where it is null or absent.
  <T> Optional<T> maybeMeant(String name, Function<String, T> meaning)
      throws ReportReader.Unreadable {
    return has(name) ? Optional.of(meant(name, meaning)) : Optional.empty();
  }

  /// Texts that each mean something.
  <T> List<T> allMeant(String name, Function<String, T> meaning) throws ReportReader.Unreadable {
    var all = new ArrayList<T>();
    for (String text : texts(name)) {
      all.add(meant(name, text, meaning));
    }
    return all;
  }

  ReportReader.Unreadable wrong(String name, String problem) {
    return new ReportReader.Unreadable(place + "/" + name + " " + problem);
  }

  private JsonNode value(String name, JsonNodeType type) throws ReportReader.Unreadable {
    JsonNode value = node.path(name);
    if (value.getNodeType() != type) {
      throw wrong(
          name,
          value.isMissingNode()
              ? "is missing"
              : "is no " + type.name().toLowerCase(java.util.Locale.ROOT));
    }
    return value;
  }
}
