package io.github.sddtool.forge;

import java.time.Duration;
import java.util.OptionalLong;

/// Hears of every call to a forge's interface, on the thread that made it.
@FunctionalInterface
public interface Traffic {
  Traffic UNHEARD = _ -> {};

  void heard(Call call);

  /// One call.
  ///
  /// @param forge its id in the settings
  /// @param account whose limits count: an installation of an App, or a token
  /// @param method `GET`, `POST`, …
  /// @param path without the host and the query
  /// @param writes whether it was to change something
  /// @param status the answer's; 304 for an answer that was known, 0 for none
  /// @param left how many calls the forge still grants, where it says so
  /// @param took until the whole answer was there, or none would come
  record Call(
      String forge,
      String account,
      String method,
      String path,
      boolean writes,
      int status,
      OptionalLong left,
      Duration took) {}

  /// Lets another hear of the same calls, after this one.
  default Traffic and(Traffic other) {
    return call -> {
      heard(call);
      other.heard(call);
    };
  }
}
