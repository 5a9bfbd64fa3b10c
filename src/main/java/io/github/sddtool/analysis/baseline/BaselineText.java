package io.github.sddtool.analysis.baseline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.spec.Fingerprint;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The baseline as a JSON text, schema `sdd.baseline/1`. The same findings give the same bytes.
public final class BaselineText {
  /// The schema's name and version.
  public static final String SCHEMA = "sdd.baseline/1";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).build())
          .build();

  private BaselineText() {}

  /// Reads a baseline.
  ///
  /// @throws UserFault naming file and line when it is none
  public static Baseline read(String text) {
    try (JsonParser json = FACTORY.createParser(text)) {
      return baseline(json);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw fault(line, "this is no valid JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be read", e);
    }
  }

  private static Baseline baseline(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.START_OBJECT, "the file must be an object");
    var entries = new ArrayList<Baseline.Entry>();
    boolean schema = false;
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      switch (key) {
        case "schema" -> {
          schema = SCHEMA.equals(json.getText());
          if (!schema) {
            throw fault(line(json), "schema must be " + SCHEMA + ", not '" + json.getText() + "'");
          }
        }
        case "findings" -> {
          expect(json, json.currentToken(), JsonToken.START_ARRAY, "findings must be a list");
          while (json.nextToken() != JsonToken.END_ARRAY) {
            entries.add(entry(json));
          }
        }
        default -> throw fault(line(json), "unknown key '" + key + "'; allowed: schema, findings");
      }
    }
    if (!schema) {
      throw fault(1, "'schema' is missing; it must be " + SCHEMA);
    }
    return new Baseline(entries);
  }

  private static Baseline.Entry entry(JsonParser json) throws IOException {
    expect(json, json.currentToken(), JsonToken.START_OBJECT, "a finding must be an object");
    int line = line(json);
    Map<String, String> values = new HashMap<>();
    for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
      json.nextToken();
      if (!List.of("fingerprint", "rule", "path", "message", "place", "kin").contains(key)) {
        throw fault(
            line(json),
            "unknown key '" + key + "'; allowed: fingerprint, rule, path, message, place, kin");
      }
      expect(json, json.currentToken(), JsonToken.VALUE_STRING, key + " must be a text");
      values.put(key, json.getText());
    }
    String fingerprint = values.get("fingerprint");
    if (fingerprint == null) {
      throw fault(line, "a finding needs its 'fingerprint'");
    }
    var names =
        new Baseline.Names(
            new Fingerprint(fingerprint),
            new Fingerprint(values.getOrDefault("place", fingerprint)),
            new Fingerprint(values.getOrDefault("kin", fingerprint)));
    return new Baseline.Entry(
        values.getOrDefault("rule", ""),
        values.getOrDefault("path", ""),
        values.getOrDefault("message", ""),
        names);
  }

  private static void expect(
      JsonParser json,
      @org.jspecify.annotations.Nullable JsonToken is,
      JsonToken must,
      String why) {
    if (is != must) {
      throw fault(line(json), why);
    }
  }

  private static int line(JsonParser json) {
    return Math.max(1, json.currentTokenLocation().getLineNr());
  }

  private static UserFault fault(int line, String problem) {
    return UserFault.usage(Baseline.PATH + ":" + line + ": " + problem + ".");
  }

  /// The text of a baseline.
  public static String write(Baseline baseline) {
    var text = new StringWriter();
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeArrayFieldStart("findings");
      for (Baseline.Entry entry : baseline.entries()) {
        json.writeStartObject();
        json.writeStringField("fingerprint", entry.names().fingerprint().hex());
        json.writeStringField("rule", entry.rule());
        json.writeStringField("path", entry.path());
        json.writeStringField("message", entry.message());
        json.writeStringField("place", entry.names().place().hex());
        json.writeStringField("kin", entry.names().kin().hex());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can always be written to", e);
    }
    return text.append('\n').toString();
  }
}
