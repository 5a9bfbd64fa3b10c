package io.github.sddtool.forge;

import io.github.sddtool.source.Bytes;
import java.util.function.Supplier;

// @spec app/ledger#REQ-LED-001
/// Who answers for what is written to a forge: hears of every write before it leaves and after it
/// was answered, and may refuse it. It holds for all that is done [#during] it on the same thread.
public interface Ledger {
  /// Where nobody asks.
  Ledger NONE =
      new Ledger() {
        @Override
        public Entry begin(Write write) {
          return _ -> {};
        }

        @Override
        public <T> T alone(String key, Supplier<T> work) {
          return work.get();
        }
      };

  /// A request that changes something.
  ///
  /// @param forge its id in the settings
  /// @param path without the host
  record Write(String forge, String method, String path, Bytes body) {}

  /// A write that was begun.
  @FunctionalInterface
  interface Entry {
    /// It was answered.
    ///
    /// @param status the answer's; 0 for none, so nobody knows whether it came about
    void ended(int status);
  }

  /// To be called before a write leaves.
  ///
  /// @throws RuntimeException when it must not leave
  Entry begin(Write write);

  /// Does work while no other process does any under the same key.
  <T> T alone(String key, Supplier<T> work);

  /// Does work under a ledger.
  static <T> T during(Ledger ledger, Supplier<T> work) {
    return ScopedValue.where(Scope.PRESENT, ledger).call(work::get);
  }

  /// The ledger that the present thread works under.
  static Ledger present() {
    return Scope.PRESENT.orElse(NONE);
  }

  /// What interfaces cannot hide.
  final class Scope {
    private static final ScopedValue<Ledger> PRESENT = ScopedValue.newInstance();

    private Scope() {}
  }
}
