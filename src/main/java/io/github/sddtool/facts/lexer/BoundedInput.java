package io.github.sddtool.facts.lexer;

import java.time.Duration;
import org.treesitter.TSParseState;
import org.treesitter.TSParserProgress;
import org.treesitter.TSPoint;
import org.treesitter.TSReader;

/// Hands a text to the parser in pieces, and ends it early when the parser takes more steps than a
/// text of that length should. Steps are counted before time is taken: for all but the strangest
/// texts the answer is the same on every machine.
final class BoundedInput implements TSReader, TSParserProgress {
  /// Small, because within a piece the lexer may read on and on without asking.
  static final int CHUNK = 4096;

  private static final int READS_A_CHUNK = 40;

  /// Code of people takes one report in 250 bytes.
  private static final int BYTES_A_REPORT = 80;

  private static final int FREE = 100;

  /// Among unreadable text a step may cost what the text is long.
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final byte[] bytes;
  private final int mostReads;
  private final int mostReports;
  private final long begun = System.nanoTime();
  private int reads;
  private int reports;
  private boolean late;

  BoundedInput(byte[] bytes) {
    this.bytes = bytes;
    this.mostReads = FREE + READS_A_CHUNK * (bytes.length / CHUNK);
    this.mostReports = FREE + bytes.length / BYTES_A_REPORT;
  }

  @Override
  public int read(byte[] buffer, int offset, TSPoint position) {
    reads++;
    late = late || isLate();
    if (isExhausted() || offset < 0 || offset >= bytes.length) {
      return 0;
    }
    int length = Math.min(buffer.length, bytes.length - offset);
    System.arraycopy(bytes, offset, buffer, 0, length);
    return length;
  }

  @Override
  public boolean progress(TSParseState state) {
    reports++;
    late = late || isLate();
    return isExhausted();
  }

  /// Whether the parser has not seen the whole text and what it made of it is of no use.
  boolean isExhausted() {
    return late || reads > mostReads || reports > mostReports;
  }

  private boolean isLate() {
    return System.nanoTime() - begun > LONGEST.toNanos();
  }
}
