package io.github.sddtool.forge;

import java.util.OptionalLong;

/// Hears of every call to a forge's interface.
@FunctionalInterface
public interface Traffic {
  Traffic UNHEARD = _ -> {};

  void heard(Call call);

  /// One call.
  ///
  /// @param forge its id in the settings
  /// @param account whose limits count: an installation of an App, or a token
  /// @param writes whether it was to change something
  /// @param status the answer's; 304 for an answer that was known, 0 for none
  /// @param left how many calls the forge still grants, where it says so
  record Call(String forge, String account, boolean writes, int status, OptionalLong left) {}
}
