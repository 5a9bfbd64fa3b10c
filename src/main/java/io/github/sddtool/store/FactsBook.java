package io.github.sddtool.store;

import io.github.sddtool.facts.FactsCodec;
import io.github.sddtool.source.BlobId;
import java.io.ByteArrayOutputStream;
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

/// The content of a [FactsFile]: facts by blob and kind, each with the generation that last asked
/// for it. Its bytes begin with a magic number, the writer's version and a checksum over the rest.
final class FactsBook {
  static final FactsBook EMPTY = new FactsBook(new byte[0], 0, Map.of(), 0);

  /// What the bytes may take beyond the facts of a full book, in bytes.
  static final long OVERHEAD = 1L << 20;

  private static final int MAGIC = 0x53444446;
  private static final int PER_ENTRY = 48;

  private final byte[] content;
  private final int generation;
  private final Map<Key, Place> places;
  private final long bytes;
  private final Set<Key> asked = ConcurrentHashMap.newKeySet();

  /// Of what a fact was read, and how.
  record Key(BlobId blob, String kind) {}

  /// Where facts stand in the content.
  private record Place(int start, int end, int generation) {
    int length() {
      return end - start;
    }
  }

  /// An entry of a book to be written.
  private static final class Entry {
    private final Key key;
    private final byte[] from;
    private final Place place;

    Entry(Key key, byte[] from, Place place) {
      this.key = key;
      this.from = from;
      this.place = place;
    }

    Key key() {
      return key;
    }

    Place place() {
      return place;
    }

    long cost() {
      return PER_ENTRY + (long) place.length();
    }
  }

  private FactsBook(byte[] content, int generation, Map<Key, Place> places, long bytes) {
    this.content = content;
    this.generation = generation;
    this.places = places;
    this.bytes = bytes;
  }

  /// Reads what [#bytes] made; empty when another version of ours wrote it.
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
          new Key(new BlobId(blob), kinds.get(kind)), new Place(start, start + length, asked));
      bytes += PER_ENTRY + (long) length;
    }
    return new FactsBook(content, generation, places, bytes);
  }

  Optional<byte[]> facts(Key key) {
    Place place = places.get(key);
    if (place == null) {
      return Optional.empty();
    }
    asked.add(key);
    return Optional.of(Arrays.copyOfRange(content, place.start(), place.end()));
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
    var entries = new ArrayList<Entry>();
    fresh.forEach(
        (key, facts) -> entries.add(new Entry(key, facts, new Place(0, facts.length, now))));
    places.forEach((key, place) -> {
      int last = asked.contains(key) ? now : place.generation();
      if (!fresh.containsKey(key) && last > now - FactsFile.GENERATIONS) {
        entries.add(new Entry(key, content, new Place(place.start(), place.end(), last)));
      }
    });
    entries.sort(
        Comparator.comparingInt((Entry e) -> e.place().generation())
            .reversed()
            .thenComparing(e -> e.key().blob().hex())
            .thenComparing(e -> e.key().kind()));
    var out = new ByteArrayOutputStream();
    var kept = new LinkedHashMap<Key, Place>();
    long bytes = 0;
    for (Entry entry : entries) {
      if (bytes + entry.cost() > budget) {
        break;
      }
      bytes += entry.cost();
      int start = out.size();
      out.write(entry.from, entry.place().start(), entry.place().length());
      kept.put(entry.key(), new Place(start, out.size(), entry.place().generation()));
    }
    return new FactsBook(out.toByteArray(), now, kept, bytes);
  }

  byte[] bytes(String writer) {
    var body = new Sink();
    body.number(generation);
    List<String> kinds = places.keySet().stream().map(Key::kind).distinct().sorted().toList();
    var indexes = new HashMap<String, Integer>();
    body.number(kinds.size());
    for (String kind : kinds) {
      indexes.put(kind, indexes.size());
      body.text(kind);
    }
    body.number(places.size());
    places.forEach((key, place) -> {
      body.number(indexes.getOrDefault(key.kind(), 0));
      body.number(place.generation());
      body.text(key.blob().hex());
      body.number(place.length());
      body.out.write(content, place.start(), place.length());
    });
    byte[] rest = body.out.toByteArray();
    var crc = new CRC32C();
    crc.update(rest, 0, rest.length);
    var all = new Sink();
    all.number(MAGIC);
    all.number(FactsCodec.VERSION);
    all.text(writer);
    all.number((int) crc.getValue());
    all.out.writeBytes(rest);
    return all.out.toByteArray();
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
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void number(int value) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      number(bytes.length);
      out.writeBytes(bytes);
    }
  }
}
