package io.github.sddtool.store;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// What can be asked.
public interface Reading {
  /// Runs queries on one snapshot.
  ///
  /// @throws io.github.sddtool.fault.StoreFault when the database cannot be read
  <T> T read(Function<Handle, T> query);
}
