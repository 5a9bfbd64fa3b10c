package io.github.sddtool.guard.harvest;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.bridge.lens.Part;
import io.github.sddtool.bridge.lens.Parts;
import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

// @spec app/reharvest#REQ-HARVEST-004
/// Says of approved specs that they are implemented once every requirement is covered, and takes it
/// back where one is not any more. Other words are people's, and so is whether a spec has one.
final class StatusWords {
  private static final String APPROVED = "approved";
  private static final String IMPLEMENTED = "implemented";
  private static final String MARK = "\uFEFF";

  /// The whole value on one line, in quotes or not, with what may follow it.
  private static final Pattern FIELD =
      Pattern.compile(
          "(status\\s*:[ \\t]+)(['\"]?)(approved|implemented)\\2(?=\\s)([ \\t]*(?:#.*)?\\R?)");

  private final Pages pages;
  private final Report report;
  private final Map<String, SpecFormat> formats;

  StatusWords(Pages pages, Report report, List<SpecFormat> formats) {
    this.pages = pages;
    this.report = report;
    this.formats =
        formats.stream()
            .collect(Collectors.toUnmodifiableMap(SpecFormat::name, Function.identity()));
  }

  void set() {
    for (Spec spec : report.survey().specs().specs()) {
      String is = spec.body().status().orElse("");
      boolean ours = is.equals(APPROVED) || is.equals(IMPLEMENTED);
      if (!ours || spec.body().isUnread() || spec.body().requirements().isEmpty()) {
        continue;
      }
      String due = isCovered(spec) ? IMPLEMENTED : APPROVED;
      if (!is.equals(due)) {
        set(spec, is, due);
      }
    }
  }

  /// As the drift of status has it.
  private boolean isCovered(Spec spec) {
    Trace trace = report.survey().trace();
    return spec.body().requirements().stream()
        .noneMatch(requirement -> trace.covering(spec.key(requirement)).isEmpty());
  }

  private void set(Spec spec, String is, String due) {
    SpecFormat format = formats.get(spec.format());
    Optional<String> text = pages.text(spec.path());
    if (format == null || text.isEmpty() || !SpecLens.isWritable(spec.path())) {
      return;
    }
    // The mark is no part of the first line.
    String mark = text.get().startsWith(MARK) ? MARK : "";
    Parts parts = new SpecLens(format).get(spec.path(), text.get().substring(mark.length()));
    if (parts.list().stream().noneMatch(StatusWords::isStatus)) {
      // Another file says it.
      return;
    }
    Optional<String> edited = edited(format, spec, parts, due).map(mark::concat);
    int line = spec.body().line("status");
    if (edited.isEmpty()) {
      pages.note(
          spec.path(),
          line,
          "The spec would be '%s', but its status cannot be written there.".formatted(due));
      return;
    }
    pages.put(spec.path(), edited.get());
    pages.changed(
        spec.path(),
        line,
        due.equals(IMPLEMENTED)
            ? "Every requirement is covered: the spec is '%s', no longer '%s'.".formatted(due, is)
            : "Not every requirement is covered: the spec is '%s', no longer '%s'."
                .formatted(due, is));
  }

  private static boolean isStatus(Part part) {
    return part.kind() == Part.Kind.FIELD && part.name().equals("status");
  }

  private static Optional<String> edited(SpecFormat format, Spec spec, Parts parts, String due) {
    var list = new ArrayList<Part>(parts.list());
    int changed = 0;
    for (int i = 0; i < list.size(); i++) {
      Part part = list.get(i);
      Matcher field = FIELD.matcher(part.text());
      if (isStatus(part) && field.lookingAt()) {
        list.set(
            i,
            part.saying(
                field.group(1)
                    + field.group(2)
                    + due
                    + field.group(2)
                    + part.text().substring(field.start(4))));
        changed++;
      }
    }
    var edited = new Parts(list, parts.openEnd());
    String text = edited.text();
    return changed == 1
            && new SpecLens(format).holds(spec.path(), edited)
            && format.read(spec.path(), text).status().filter(due::equals).isPresent()
        ? Optional.of(text)
        : Optional.empty();
  }
}
