package io.github.sddtool.pipeline.trace;

import io.github.sddtool.pipeline.delivery.DeliveryRef;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/// Random ids, and those of a delivery's trace, which follow from the delivery: whichever process
/// works on it tells of the same trace, and nothing has to be handed on.
final class TraceIds implements IdGenerator {
  /// Where a trace begins.
  ///
  /// @param trace 32 hexadecimal digits
  /// @param span 16 hexadecimal digits
  record Root(String trace, String span) {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    static Root of(DeliveryRef delivery) {
      byte[] hash = sha256(delivery.forge() + "\n" + delivery.id());
      HexFormat hex = HexFormat.of();
      return new Root(
          hex.formatHex(hash, 0, TRACE_BYTES),
          hex.formatHex(hash, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES));
    }

    private static byte[] sha256(String text) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }
  }

  private static final ScopedValue<Root> GIVEN = ScopedValue.newInstance();

  private final IdGenerator random = IdGenerator.random();

  /// Whatever begins within gets these ids.
  static <T> T given(Root root, Supplier<T> begin) {
    return ScopedValue.where(GIVEN, root).call(begin::get);
  }

  @Override
  public String generateTraceId() {
    return GIVEN.isBound() ? GIVEN.get().trace() : random.generateTraceId();
  }

  @Override
  public String generateSpanId() {
    return GIVEN.isBound() ? GIVEN.get().span() : random.generateSpanId();
  }
}
