package io.github.sddtool.store;

import io.github.sddtool.facts.FactsCodec;
import io.github.sddtool.source.BlobId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// The content of a [FactsFile]: facts by blob and kind, each with the generation that last asked
/// for it. Its bytes begin with a magic number, the writer's version and a checksum over the rest.
final class FactsBook {
  static final FactsBook EMPTY = new FactsBook(0, Map.of(), 0);

  /// What the bytes may take beyond the facts of a full book, in bytes.
  static final long OVERHEAD = 1L << 20;

  private static final int MAGIC = 0x53444446;
  private static final int PER_ENTRY = 48;

  private final int generation;
  private final Map<Key, Place> places;
  private final long bytes;
  private final Set<Key> asked = ConcurrentHashMap.newKeySet();

  /// Of what a fact was read, and how.
  record Key(BlobId blob, String kind) {}

  /// Where facts stand.
  private static final class Place {
    private final byte[] in;
    private final int start;
    private final int length;
    private final int generation;

    Place(byte[] in, int start, int length, int generation) {
      this.in = in;
      this.start = start;
      this.length = length;
      this.generation = generation;
    }

    long cost() {
      return PER_ENTRY + (long) length;
    }
  }

  private FactsBook(int generation, Map<Key, Place> places, long bytes) {
    this.generation = generation;
    this.places = places;
    this.bytes = bytes;
  }

  /// Reads what [#write] wrote; empty when another version of ours wrote it.
  ///
  /// @throws IllegalArgumentException when it is damaged
  static Optional<FactsBook> read(byte[] bytes, String writer) {
    try {
      var in = new Source(bytes);
      if (in.number() != MAGIC) {
        throw new IllegalArgumentException("no magic number");
      }
      if (in.number() != FactsCodec.VERSION || !in.text().equals(writer)) {
        return Optional.empty();
      }
      if (in.number() != in.sumOfRest()) {
        throw new IllegalArgumentException("wrong checksum");
      }
      return Optional.of(entries(bytes, in));
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("cut short", e);
    }
  }

  private static FactsBook entries(byte[] content, Source in) {
    int generation = in.number();
    int kindCount = in.size();
    var kinds = new ArrayList<String>();
    for (int i = 0; i < kindCount; i++) {
      kinds.add(in.text());
    }
    int count = in.size();
    var places = new HashMap<Key, Place>(count * 2);
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      int kind = in.number();
      if (kind < 0 || kind >= kinds.size()) {
        throw new IllegalArgumentException("no kind " + kind);
      }
      int asked = in.number();
      String blob = in.text();
      int length = in.size();
      int start = in.skip(length);
      places.put(
          new Key(new BlobId(blob), kinds.get(kind)), new Place(content, start, length, asked));
      bytes += PER_ENTRY + (long) length;
    }
    return new FactsBook(generation, places, bytes);
  }

  Optional<byte[]> facts(Key key) {
    Place place = places.get(key);
    if (place == null) {
      return Optional.empty();
    }
    asked.add(key);
    return Optional.of(Arrays.copyOfRange(place.in, place.start, place.start + place.length));
  }

  List<String> kinds(BlobId blob) {
    return places.keySet().stream()
        .filter(key -> key.blob().equals(blob))
        .map(Key::kind)
        .sorted()
        .toList();
  }

  int size() {
    return places.size();
  }

  long bytes() {
    return bytes;
  }

  /// The book of the next generation: what is new, what was asked for, and of the rest what is
  /// young enough and fits.
  FactsBook with(Map<Key, byte[]> fresh, long budget) {
    int now = generation + 1;
    var places = new ArrayList<Map.Entry<Key, Place>>();
    fresh.forEach(
        (key, facts) -> places.add(Map.entry(key, new Place(facts, 0, facts.length, now))));
    this.places.forEach((key, place) -> {
      int last = asked.contains(key) ? now : place.generation;
      if (!fresh.containsKey(key) && last > now - FactsFile.GENERATIONS) {
        places.add(Map.entry(key, new Place(place.in, place.start, place.length, last)));
      }
    });
    places.sort(
        Comparator.comparingInt((Map.Entry<Key, Place> one) -> one.getValue().generation)
            .reversed()
            .thenComparing(one -> one.getKey().blob().hex())
            .thenComparing(one -> one.getKey().kind()));
    var kept = new LinkedHashMap<Key, Place>();
    long bytes = 0;
    for (var one : places) {
      if (bytes + one.getValue().cost() > budget) {
        break;
      }
      bytes += one.getValue().cost();
      kept.put(one.getKey(), one.getValue());
    }
    return new FactsBook(now, kept, bytes);
  }

  /// Writes what [#read] reads.
  ///
  /// @throws IOException when it cannot be written
  void write(OutputStream out, String writer) throws IOException {
    var crc = new CRC32C();
    write(new Sink(new CheckedOutputStream(OutputStream.nullOutputStream(), crc)));
    var all = new Sink(out);
    all.number(MAGIC);
    all.number(FactsCodec.VERSION);
    all.text(writer);
    all.number((int) crc.getValue());
    write(all);
  }

  private void write(Sink body) throws IOException {
    body.number(generation);
    List<String> kinds = places.keySet().stream().map(Key::kind).distinct().sorted().toList();
    var indexes = new HashMap<String, Integer>();
    body.number(kinds.size());
    for (String kind : kinds) {
      indexes.put(kind, indexes.size());
      body.text(kind);
    }
    body.number(places.size());
    for (var one : places.entrySet()) {
      Place place = one.getValue();
      body.number(indexes.getOrDefault(one.getKey().kind(), 0));
      body.number(place.generation);
      body.text(one.getKey().blob().hex());
      body.number(place.length);
      body.out.write(place.in, place.start, place.length);
    }
  }

  /// Gives numbers of four bytes and short texts.
  private static final class Source {
    private final byte[] bytes;
    private final ByteBuffer in;

    Source(byte[] bytes) {
      this.bytes = bytes;
      this.in = ByteBuffer.wrap(bytes);
    }

    int number() {
      return in.getInt();
    }

    /// Of something that follows and takes at least as many bytes.
    int size() {
      int size = in.getInt();
      if (size < 0 || size > in.remaining()) {
        throw new IllegalArgumentException("no size: " + size);
      }
      return size;
    }

    String text() {
      int length = size();
      return new String(bytes, skip(length), length, StandardCharsets.ISO_8859_1);
    }

    /// Passes over bytes; says where they begin.
    int skip(int length) {
      int start = in.position();
      in.position(start + length);
      return start;
    }

    int sumOfRest() {
      var crc = new CRC32C();
      crc.update(bytes, in.position(), in.remaining());
      return (int) crc.getValue();
    }
  }

  /// Takes numbers of four bytes and short texts.
  private static final class Sink {
    private final OutputStream out;

    Sink(OutputStream out) {
      this.out = out;
    }

    void number(int value) throws IOException {
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void text(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      number(bytes.length);
      out.write(bytes);
    }
  }
}
