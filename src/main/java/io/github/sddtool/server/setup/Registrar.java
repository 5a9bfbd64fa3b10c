package io.github.sddtool.server.setup;

import java.net.URI;

/// Registers the app with a forge.
public interface Registrar {
  /// Whether somebody knows the code that only who runs the server can read.
  boolean knows(String code);

  /// What the forge is to make, in its own terms.
  String manifest();

  /// Fetches what it made, and keeps it.
  ///
  /// @param forge where people look at it
  /// @param code the forge's, good once
  Registration register(URI forge, String code);

  /// What is left to do.
  ///
  /// @param settings what belongs into the settings
  /// @param page where the app is installed
  record Registration(String settings, URI page) {}
}
