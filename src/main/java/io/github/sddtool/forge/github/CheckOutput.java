package io.github.sddtool.forge.github;

import io.github.sddtool.analysis.finding.Severity;
import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.forge.Annotation;
import io.github.sddtool.forge.CheckState;
import io.github.sddtool.forge.ForgeText;
import io.github.sddtool.forge.MarkdownCut;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.kohsuke.github.GHCheckRun.AnnotationLevel;
import org.kohsuke.github.GHCheckRun.Conclusion;

/// What a completed check run shall show, made to fit GitHub's limits. The same state gives the
/// same output, remark by remark, whatever order the remarks came in.
///
/// @param title at most 255 characters
/// @param summary at most 65,535 bytes of Markdown
/// @param remarks at most [#MOST_REMARKS], most severe first
record CheckOutput(Conclusion conclusion, String title, String summary, List<Remark> remarks) {

  /// An annotation within GitHub's limits.
  record Remark(String path, int line, AnnotationLevel level, String title, String message) {}

  static final int MOST_REMARKS = 200;

  /// GitHub takes so many annotations in one request.
  static final int BATCH = 50;

  static final int LONGEST_SUMMARY = 65_535;
  static final int LONGEST_TITLE = 255;
  static final int LONGEST_MESSAGE = 64 * 1024;

  private static final Comparator<Annotation> MOST_SEVERE_FIRST =
      Comparator.comparing(Annotation::severity)
          .thenComparing(annotation -> annotation.at().path())
          .thenComparingInt(annotation -> annotation.at().line())
          .thenComparingInt(annotation -> annotation.at().column())
          .thenComparing(Annotation::title)
          .thenComparing(Annotation::message);

  CheckOutput {
    remarks = List.copyOf(remarks);
  }

  static CheckOutput of(CheckState.Completed state) {
    List<Remark> remarks =
        state.annotations().stream()
            .sorted(MOST_SEVERE_FIRST)
            .limit(MOST_REMARKS)
            .map(CheckOutput::remark)
            .toList();
    String title = ForgeText.clip(line(state.title(), "SDD"), LONGEST_TITLE);
    return new CheckOutput(
        conclusion(state.verdict()),
        title,
        summary(state.summary(), title, state.annotations().size()),
        remarks);
  }

  /// The remarks from the given one on, in portions that GitHub takes; at least one portion, which
  /// is empty where there is nothing left to say.
  List<List<Remark>> batches(int from) {
    var batches = new ArrayList<List<Remark>>();
    int start = Math.clamp(from, 0, remarks.size());
    do {
      int end = Math.min(start + BATCH, remarks.size());
      batches.add(remarks.subList(start, end));
      start = end;
    } while (start < remarks.size());
    return batches;
  }

  /// Names the content: equal outputs have equal digests.
  String digest() {
    var text = new StringBuilder();
    append(text, conclusion.toString(), title, summary);
    for (Remark remark : remarks) {
      append(
          text,
          remark.path(),
          Integer.toString(remark.line()),
          remark.level().toString(),
          remark.title(),
          remark.message());
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return "sdd-" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// With its length before each part, no two lists of parts read the same.
  private static void append(StringBuilder text, String... parts) {
    for (String part : parts) {
      text.append(part.length()).append(':').append(part);
    }
  }

  private static Conclusion conclusion(Verdict verdict) {
    return switch (verdict) {
      case PASS -> Conclusion.SUCCESS;
      case WARN -> Conclusion.NEUTRAL;
      case FAIL -> Conclusion.FAILURE;
      case SKIPPED -> Conclusion.SKIPPED;
      case ERROR -> Conclusion.ACTION_REQUIRED;
    };
  }

  private static AnnotationLevel level(Severity severity) {
    return switch (severity) {
      case ERROR -> AnnotationLevel.FAILURE;
      case WARNING -> AnnotationLevel.WARNING;
      case INFO -> AnnotationLevel.NOTICE;
    };
  }

  private static Remark remark(Annotation annotation) {
    String title = ForgeText.clip(line(annotation.title(), "SDD"), LONGEST_TITLE);
    String message = ForgeText.clean(annotation.message());
    return new Remark(
        annotation.at().path().value(),
        annotation.at().line(),
        level(annotation.severity()),
        title,
        message.isBlank() ? title : ForgeText.clipBytes(message, LONGEST_MESSAGE));
  }

  private static String summary(String markdown, String title, int annotations) {
    String clean = ForgeText.clean(markdown);
    String text = clean.isBlank() ? title : clean;
    String note =
        annotations <= MOST_REMARKS
            ? ""
            : "*%d of %d remarks are shown beside the code, the most severe ones.*\n\n"
                .formatted(MOST_REMARKS, annotations);
    return note + MarkdownCut.cut(text, LONGEST_SUMMARY - note.length(), MarkdownCut.Measure.BYTES);
  }

  private static String line(String text, String otherwise) {
    String line = ForgeText.clean(text).replace('\n', ' ').strip();
    return line.isEmpty() ? otherwise : line;
  }
}
