package io.github.sddtool.facts;

import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.SpecBody;
import java.util.List;

/// How much memory facts take: an estimate, of the right order.
final class FactsWeight {
  private static final int ENTRY = 200;
  private static final int MARKER = 250;
  private static final int OBJECT = 150;

  private FactsWeight() {}

  static long of(Object facts) {
    return ENTRY
        + switch (facts) {
          case FileFacts file -> of(file);
          case SpecBody body -> of(body);
          case List<?> list -> (long) list.size() * OBJECT;
          default -> (long) OBJECT * 8;
        };
  }

  private static long of(FileFacts file) {
    long texts =
        file.passages().stream().mapToLong(p -> 4L * OBJECT + 2L * p.text().length()).sum();
    return (long) file.markers().size() * MARKER + file.header().length() + texts;
  }

  private static long of(SpecBody body) {
    long bytes = OBJECT + (long) (body.references().size() + body.problems().size()) * OBJECT;
    for (Requirement requirement : body.requirements()) {
      bytes += 2L * OBJECT + requirement.statement().length() + requirement.title().length();
      bytes += (long) requirement.scenarios().size() * 2 * OBJECT;
    }
    return bytes + (long) body.loose().scenarios().size() * 2 * OBJECT;
  }
}
