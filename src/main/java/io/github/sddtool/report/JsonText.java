package io.github.sddtool.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/// A JSON document as text: indented, one line end on every system, the same bytes every time.
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /// What writes the document's one value.
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  static String of(Body body) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(printer());
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.append('\n').toString();
  }

  static DefaultPrettyPrinter printer() {
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    return printer;
  }

  /// A list of texts.
  static void strings(JsonGenerator json, String name, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /// A field that is null where there is no value.
  static void field(JsonGenerator json, String name, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }
}
