package io.github.sddtool.facts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Gives back what a [FactsSink] took. Bytes from elsewhere give an [IllegalArgumentException],
/// never more memory than a small multiple of what they are long.
final class FactsSource {
  private final byte[] bytes;
  private final List<String> texts;
  private int at;

  FactsSource(byte[] bytes) {
    this.bytes = bytes;
    this.texts = list(this::ownText);
  }

  private String ownText() {
    int coded = number();
    int length = coded >>> 1;
    if (length > bytes.length - at) {
      throw broken();
    }
    boolean wide = (coded & 1) != 0;
    String text =
        wide
            ? ByteBuffer.wrap(bytes, at, length).asCharBuffer().toString()
            : new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  boolean flag() {
    return next() != 0;
  }

  int number() {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte b = next();
      value |= (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken();
  }

  /// How many follow; each takes a byte at least.
  int count() {
    int count = number();
    if (count < 0 || count > bytes.length - at) {
      throw broken();
    }
    return count;
  }

  String text() {
    int index = number();
    if (index < 0 || index >= texts.size()) {
      throw broken();
    }
    return texts.get(index);
  }

  <T> Optional<T> optional(Supplier<T> read) {
    return flag() ? Optional.of(read.get()) : Optional.empty();
  }

  <T> List<T> list(Supplier<T> read) {
    int count = count();
    var list = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      list.add(read.get());
    }
    return list;
  }

  <T> Map<String, T> map(Function<FactsSource, T> read) {
    int count = count();
    var map = new HashMap<String, T>();
    for (int i = 0; i < count; i++) {
      map.put(text(), read.apply(this));
    }
    return map;
  }

  /// Nothing may be left.
  void end() {
    if (at != bytes.length) {
      throw broken();
    }
  }

  private byte next() {
    if (at >= bytes.length) {
      throw broken();
    }
    return bytes[at++];
  }

  private IllegalArgumentException broken() {
    return new IllegalArgumentException("these bytes hold no facts, at " + at);
  }
}
