package io.github.sddtool.analysis.drift;

import io.github.sddtool.source.FileEntry;
import io.github.sddtool.spec.Fingerprint;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import java.util.Map;
import java.util.Set;

/// What earlier versions of files said, in today's terms.
public interface Recall {
  /// The fingerprints of the requirements in a version of a spec's file, by local id.
  Map<String, Fingerprint> requirements(Spec spec, FileEntry version);

  /// The fingerprints of the regions that a version of a file links to a requirement.
  Set<Fingerprint> regions(RequirementKey key, FileEntry version);
}
