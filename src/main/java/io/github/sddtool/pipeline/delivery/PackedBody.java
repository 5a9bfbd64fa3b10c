package io.github.sddtool.pipeline.delivery;

import io.github.sddtool.source.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A body as it is kept. Payloads of forges repeat themselves: they take up a tenth of the room,
/// and of the time that writing them to the disk takes.
///
/// @param packing `deflate`, or empty for a body that would not get smaller
record PackedBody(String packing, Bytes content) {
  private static final String DEFLATE = "deflate";
  private static final String PLAIN = "";

  static PackedBody of(Bytes body) {
    byte[] plain = body.toArray();
    byte[] packed = deflated(plain);
    return packed.length < plain.length
        ? new PackedBody(DEFLATE, Bytes.of(packed))
        : new PackedBody(PLAIN, body);
  }

  Bytes body() {
    return packing.equals(DEFLATE) ? Bytes.of(inflated(content.toArray())) : content;
  }

  private static byte[] deflated(byte[] plain) {
    var packed = new ByteArrayOutputStream(plain.length / 4 + 64);
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var stream = new DeflaterOutputStream(packed, deflater, 4096)) {
      stream.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("a stream in memory can always be written", e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static byte[] inflated(byte[] packed) {
    try (var stream = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a kept body cannot be unpacked", e);
    }
  }
}
