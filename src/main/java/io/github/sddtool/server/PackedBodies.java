package io.github.sddtool.server;

import io.helidon.http.encoding.ContentDecoder;
import io.helidon.http.encoding.ContentEncoder;
import io.helidon.http.encoding.ContentEncoding;
import java.util.Set;

/// Hands packed bodies on as they came. Unpacking them before a route sees them would leave it no
/// bound: a small body may hold a large one.
final class PackedBodies implements ContentEncoding {
  private static final String GZIP = "gzip";

  @Override
  public Set<String> ids() {
    return Set.of(GZIP);
  }

  @Override
  public boolean supportsEncoding() {
    return false;
  }

  @Override
  public boolean supportsDecoding() {
    return true;
  }

  @Override
  public ContentDecoder decoder() {
    return ContentDecoder.NO_OP;
  }

  @Override
  public ContentEncoder encoder() {
    return ContentEncoder.NO_OP;
  }

  @Override
  public String name() {
    return GZIP;
  }

  @Override
  public String type() {
    return GZIP;
  }
}
