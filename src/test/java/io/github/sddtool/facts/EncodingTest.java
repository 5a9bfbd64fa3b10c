package io.github.sddtool.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

// @spec engine/markers#REQ-MARK-020
class EncodingTest {
  private static final String CODE = "// @spec REQ-001\nfunction f() {}\n";

  private record OneFile(Bytes bytes) implements Snapshot {
    @Override
    public Optional<CommitId> commit() {
      return Optional.empty();
    }

    @Override
    public List<FileEntry> files() {
      return List.of(new FileEntry(RepoPath.of("a.ts"), new BlobId("1"), bytes.size()));
    }

    @Override
    public byte[] read(FileEntry file) {
      return bytes.toArray();
    }
  }

  private static List<String> markers(byte[] bytes) {
    var snapshot = new OneFile(Bytes.of(bytes));
    return new FactsReader().source(snapshot, snapshot.files().getFirst(), PassageFilter.NONE)
            instanceof FactsReader.Reading.Read(var facts)
        ? facts.markers().stream().map(Marker::text).toList()
        : List.of("too large");
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = new byte[one.length + other.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void utf16WithAByteOrderMarkIsRead() {
    assertThat(markers(CODE.getBytes(StandardCharsets.UTF_16))).containsExactly("REQ-001");
    byte[] little = CODE.getBytes(StandardCharsets.UTF_16LE);
    assertThat(markers(joined(new byte[] {(byte) 0xFF, (byte) 0xFE}, little)))
        .containsExactly("REQ-001");
  }

  @Test
  void utf8WithAByteOrderMarkIsRead() {
    assertThat(markers(("\uFEFF" + CODE).getBytes(StandardCharsets.UTF_8)))
        .containsExactly("REQ-001");
  }

  @Test
  void whatIsNoTextIsReplacedOrLeftOut() {
    byte[] broken = {'/', '/', ' ', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, '\n'};
    assertThat(markers(joined(broken, CODE.getBytes(StandardCharsets.UTF_8))))
        .containsExactly("REQ-001");
    assertThat(markers(joined(new byte[] {0}, CODE.getBytes(StandardCharsets.UTF_8)))).isEmpty();
  }
}
