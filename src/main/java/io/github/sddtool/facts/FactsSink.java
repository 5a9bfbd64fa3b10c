package io.github.sddtool.facts;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Takes numbers, flags and texts as bytes; a text that comes again is a number.
final class FactsSink {
  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  void flag(boolean value) {
    body.write(value ? 1 : 0);
  }

  void number(int value) {
    number(body, value);
  }

  void text(String text) {
    number(texts.computeIfAbsent(text, _ -> texts.size()));
  }

  <T> void optional(Optional<T> value, Consumer<T> write) {
    flag(value.isPresent());
    value.ifPresent(write);
  }

  <T> void list(List<T> values, Consumer<T> write) {
    number(values.size());
    values.forEach(write);
  }

  /// In the order of the keys.
  <T> void map(Map<String, T> values, Consumer<T> write) {
    number(values.size());
    new TreeMap<>(values)
        .forEach((key, value) -> {
          text(key);
          write.accept(value);
        });
  }

  /// All that was taken, behind the texts.
  byte[] bytes() {
    var all = new ByteArrayOutputStream();
    number(all, texts.size());
    for (String text : texts.keySet()) {
      // a text that was cut may hold half a pair, which UTF-8 cannot say
      boolean wide = text.chars().anyMatch(c -> Character.isSurrogate((char) c));
      byte[] bytes = wide ? wide(text) : text.getBytes(StandardCharsets.UTF_8);
      number(all, bytes.length * 2 + (wide ? 1 : 0));
      all.writeBytes(bytes);
    }
    all.writeBytes(body.toByteArray());
    return all.toByteArray();
  }

  private static byte[] wide(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  private static void number(ByteArrayOutputStream out, int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
