package io.github.sddtool.bridge.mirror;

import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.Spec;
import java.util.List;

/// Finds the specs of a snapshot, as every report does.
@FunctionalInterface
public interface SpecFinder {
  /// Every spec, in whatever format.
  ///
  /// @throws io.github.sddtool.fault.Fault when they cannot be read
  List<Spec> find(Snapshot snapshot);
}
