package io.github.sddtool.spec;

import java.util.Optional;

/// One thing a proposal wants done to a spec. Requirements are named as the spec names them: by id,
/// or by the key made from a title.
public sealed interface Edit {
  /// The requirement it is about, as the current spec knows it; of an added one its new id.
  String target();

  /// Of the heading or bullet that says so, from 1.
  int line();

  /// A requirement the spec does not have yet.
  record Add(Requirement requirement) implements Edit {
    @Override
    public String target() {
      return requirement.id();
    }

    @Override
    public int line() {
      return requirement.line();
    }
  }

  /// A requirement in its new form.
  ///
  /// @param before the form it is said to have now, where the proposal quotes it
  record Replace(Requirement requirement, Optional<String> before) implements Edit {
    @Override
    public String target() {
      return requirement.id();
    }

    @Override
    public int line() {
      return requirement.line();
    }
  }

  /// A requirement that goes.
  record Remove(String target, int line) implements Edit {}

  /// A requirement that gets another name.
  record Rename(String target, String to, int line) implements Edit {}
}
