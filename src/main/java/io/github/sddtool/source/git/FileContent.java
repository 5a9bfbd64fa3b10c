package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The content of a file on disk, under the id that git gives to such bytes.
public final class FileContent {
  /// Stands for content that could not be read when the files were listed; reading it then fails
  /// and names the path. Git's own sign for "no object".
  public static final BlobId UNREADABLE = new BlobId("0".repeat(40));

  private static final int BUFFER = 1 << 16;
  private static final boolean TELLS_CHANGE =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private FileContent() {}

  /// Git's id for these bytes.
  public static BlobId id(byte[] content) {
    MessageDigest digest = begin(content.length);
    digest.update(content);
    return end(digest);
  }

  /// Git's id for the file's bytes, which are read in pieces and not kept; [#UNREADABLE] when they
  /// cannot be read, or are being written right now.
  public static BlobId id(Path file, long size) {
    MessageDigest digest = begin(size);
    long left = size;
    try (InputStream stream = open(file)) {
      byte[] buffer = new byte[Math.clamp(size, 1, BUFFER)];
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        left -= count;
        digest.update(buffer, 0, count);
      }
    } catch (IOException _) {
      return UNREADABLE;
    }
    return left == 0 ? end(digest) : UNREADABLE;
  }

  /// The file's bytes, if they still are what the entry says.
  ///
  /// @throws SourceFault naming the path when the file cannot be read or has changed since
  public static byte[] read(Path file, FileEntry entry) {
    try (InputStream stream = open(file)) {
      byte[] content = stream.readAllBytes();
      return matching(content, entry.blob())
          .orElseThrow(
              () -> new SourceFault(entry.path() + " changed while it was being looked at"));
    } catch (IOException e) {
      throw new SourceFault("cannot read " + entry.path() + " in " + file.getParent(), e);
    }
  }

  /// The bytes of a file as they are, at most one more than its size was.
  static byte[] bytes(Path file, long size) throws IOException {
    try (var channel =
        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(size) + 1);
      while (content.hasRemaining() && channel.read(content) >= 0) {}
      return Arrays.copyOf(content.array(), content.position());
    }
  }

  /// When content or attributes of a file last changed, which nobody can set at will; empty where
  /// the system does not tell.
  static Optional<Instant> changed(Path file) throws IOException {
    return TELLS_CHANGE
        ? Optional.of(
            ((FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS))
                .toInstant())
        : Optional.empty();
  }

  static boolean holdsCarriageReturn(byte[] content) {
    for (byte b : content) {
      if (b == '\r') {
        return true;
      }
    }
    return false;
  }

  /// The bytes that have this id: the content itself, or the content with the line ends that git
  /// would store.
  static Optional<byte[]> matching(byte[] content, BlobId id) {
    if (id(content).equals(id)) {
      return Optional.of(content);
    }
    byte[] stored = withoutCarriageReturns(content);
    return stored.length < content.length && id(stored).equals(id)
        ? Optional.of(stored)
        : Optional.empty();
  }

  /// Never through a link: what stands there may have been replaced since it was listed.
  static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static byte[] withoutCarriageReturns(byte[] content) {
    byte[] kept = new byte[content.length];
    int length = 0;
    for (int i = 0; i < content.length; i++) {
      boolean lineEnd = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
      if (!lineEnd) {
        kept[length++] = content[i];
      }
    }
    return Arrays.copyOf(kept, length);
  }

  private static MessageDigest begin(long size) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + size + "\0").getBytes(US_ASCII));
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static BlobId end(MessageDigest digest) {
    return new BlobId(HexFormat.of().formatHex(digest.digest()));
  }
}
