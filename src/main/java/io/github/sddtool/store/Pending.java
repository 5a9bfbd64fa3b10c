package io.github.sddtool.store;

/// A unit of work on its way to the disk.
///
/// @param <T> what comes of it
@FunctionalInterface
public interface Pending<T> {
  /// Returns once it is on the disk.
  ///
  /// @throws io.github.sddtool.fault.StoreFault when it is not, and will not be
  T await();
}
