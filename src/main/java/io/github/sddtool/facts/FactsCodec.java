package io.github.sddtool.facts;

import io.github.sddtool.facts.lexer.Region;
import io.github.sddtool.facts.lexer.TestTitle;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.SpecBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec engine/cache#REQ-CACHE-002
/// What files and specs say as bytes and back: what was written gives equal facts when it is read.
/// Texts stand once each in front; numbers are of as many bytes as they need.
public final class FactsCodec {
  /// Grows with every change of what the bytes mean.
  public static final int VERSION = 2;

  /// Stands before what a spec says.
  private static final boolean SPEC = true;

  private FactsCodec() {}

  /// The bytes of facts; empty for facts that are not worth being kept outside of memory.
  public static Optional<byte[]> written(Object facts) {
    return switch (facts) {
      case FileFacts file -> Optional.of(written(file));
      case SpecBody body -> Optional.of(written(body));
      default -> Optional.empty();
    };
  }

  private static byte[] written(SpecBody body) {
    var out = new FactsSink();
    out.flag(SPEC);
    SpecCodec.write(out, body);
    return out.bytes();
  }

  private static byte[] written(FileFacts file) {
    if (file.equals(FileFacts.NONE)) {
      return new byte[0];
    }
    var out = new FactsSink();
    out.flag(!SPEC);
    out.flag(file.cut());
    out.text(file.header());
    out.list(file.markers(), marker -> write(out, marker));
    out.number(file.passages().size());
    if (!file.passages().isEmpty()) {
      List<TestTitle> tests = file.passages().getFirst().setting().enclosure().tests();
      out.list(tests, test -> write(out, test));
      file.passages().forEach(passage -> write(out, passage));
    }
    return out.bytes();
  }

  /// The facts that bytes hold.
  ///
  /// @throws IllegalArgumentException when these are no bytes of ours
  public static Object read(byte[] bytes) {
    if (bytes.length == 0) {
      return FileFacts.NONE;
    }
    var in = new FactsSource(bytes);
    Object facts = in.flag() == SPEC ? SpecCodec.read(in) : file(in);
    in.end();
    return facts;
  }

  private static FileFacts file(FactsSource in) {
    boolean cut = in.flag();
    String header = in.text();
    List<Marker> markers = in.list(() -> marker(in));
    int passageCount = in.count();
    var passages = new ArrayList<Passage>(passageCount);
    if (passageCount > 0) {
      var enclosure = new Enclosure(in.list(() -> test(in)));
      for (int i = 0; i < passageCount; i++) {
        passages.add(passage(in, enclosure));
      }
    }
    return new FileFacts(markers, passages, header, cut);
  }

  private static void write(FactsSink out, Marker marker) {
    out.flag(marker.explicit());
    out.optional(marker.spec(), out::text);
    out.text(marker.id());
    out.number(marker.line());
    out.number(marker.column());
    out.list(marker.around().near(), out::text);
    out.flag(marker.around().inTest());
    out.optional(marker.around().region(), region -> write(out, region));
    out.optional(marker.tag(), tag -> write(out, tag));
  }

  private static Marker marker(FactsSource in) {
    boolean explicit = in.flag();
    Optional<String> spec = in.optional(in::text);
    String id = in.text();
    int line = in.number();
    int column = in.number();
    List<String> near = in.list(in::text);
    boolean inTest = in.flag();
    Optional<Region> region = in.optional(() -> region(in));
    Optional<CoverTag> tag = in.optional(() -> tag(in));
    return new Marker(
        explicit, spec, id, line, column, new Marker.Surroundings(near, inTest, region), tag);
  }

  private static void write(FactsSink out, Region region) {
    out.number(region.line());
    out.number(region.endLine());
    out.text(region.name());
    out.text(region.fingerprint().hex());
    out.flag(region.wholeFile());
  }

  private static Region region(FactsSource in) {
    return new Region(in.number(), in.number(), in.text(), new Fingerprint(in.text()), in.flag());
  }

  private static void write(FactsSink out, CoverTag tag) {
    out.text(tag.type());
    out.optional(tag.own(), item -> SpecCodec.write(out, item));
    SpecCodec.write(out, tag.covers());
    out.list(tag.needs(), out::text);
  }

  private static CoverTag tag(FactsSource in) {
    return new CoverTag(
        in.text(), in.optional(() -> SpecCodec.item(in)), SpecCodec.item(in), in.list(in::text));
  }

  private static void write(FactsSink out, TestTitle test) {
    out.flag(test.kind() == TestTitle.Kind.CASE);
    out.number(test.line());
    out.number(test.column());
    out.number(test.endLine());
    out.text(test.text());
  }

  private static TestTitle test(FactsSource in) {
    TestTitle.Kind kind = in.flag() ? TestTitle.Kind.CASE : TestTitle.Kind.SUITE;
    return new TestTitle(kind, in.number(), in.number(), in.number(), in.text());
  }

  private static void write(FactsSink out, Passage passage) {
    out.text(passage.text());
    out.number(passage.firstLine());
    out.list(passage.columns(), out::number);
    out.flag(passage.setting().inTest());
    out.optional(passage.setting().region(), region -> write(out, region));
    out.optional(passage.setting().self(), test -> write(out, test));
  }

  private static Passage passage(FactsSource in, Enclosure enclosure) {
    String text = in.text();
    int firstLine = in.number();
    List<Integer> columns = in.list(in::number);
    boolean inTest = in.flag();
    Optional<Region> region = in.optional(() -> region(in));
    Optional<TestTitle> self = in.optional(() -> test(in));
    return Passage.of(
        text, firstLine, columns, new Passage.Setting(enclosure, region, inTest, self));
  }
}
