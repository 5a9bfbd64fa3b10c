package io.github.sddtool.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// A log record as a line: when, how bad, who, what; a stack trace follows on lines of its own. The
/// platform's own formatter takes such a pattern too, at several times the cost, and a server
/// writes lines for every delivery.
public final class LineFormatter extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final String end = System.lineSeparator();

  @Override
  public String format(LogRecord event) {
    var line = new StringBuilder(200);
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel().getName());
    line.append(' ').append(event.getLoggerName());
    line.append(' ').append(formatMessage(event)).append(end);
    Throwable thrown = event.getThrown();
    if (thrown != null) {
      var trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      line.append(trace);
    }
    return line.toString();
  }
}
