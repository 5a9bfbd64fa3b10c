package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.Report;
import io.github.sddtool.analysis.SpecChanges;
import java.util.Set;
import java.util.TreeSet;

// @spec app/publishing#REQ-PUB-018
/// The labels that tell what a change does to specs.
final class RequestLabels {
  private static final String PREFIX = "spec:";
  private static final int MOST_DOMAINS = 10;
  private static final int LONGEST = 40;

  private RequestLabels() {}

  /// The labels of a change; none where the repository does not want them.
  static Set<String> of(Report report) {
    var labels = new TreeSet<String>();
    if (!report.publishing().labels()) {
      return labels;
    }
    SpecChanges changes = report.specChanges();
    // A domain is what a spec says it is: not every text can be a label.
    changes.domains().stream()
        .sorted()
        .filter(RequestLabels::isName)
        .limit(MOST_DOMAINS)
        .forEach(domain -> labels.add(PREFIX + domain));
    mark(labels, changes.added(), "new");
    mark(labels, changes.updated(), "update");
    mark(labels, changes.removed(), "remove");
    if (changes.constitution()) {
      labels.add("constitution");
    }
    return labels;
  }

  private static void mark(Set<String> labels, Set<String> specs, String what) {
    if (!specs.isEmpty()) {
      labels.add(PREFIX + what);
    }
  }

  private static boolean isName(String domain) {
    return !domain.isEmpty()
        && domain.length() <= LONGEST
        && domain
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.');
  }
}
