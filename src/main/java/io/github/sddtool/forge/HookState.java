package io.github.sddtool.forge;

/// How a forge's webhook to us stands, as far as the forge tells.
public sealed interface HookState {
  /// In a sentence without its end, for people; empty where there is nothing to say.
  String why();

  /// The forge delivers.
  record Works() implements HookState {
    @Override
    public String why() {
      return "";
    }
  }

  /// The forge does not deliver: there is no hook, it is disabled, or its deliveries fail.
  record Off(String why) implements HookState {}

  /// The forge does not say.
  record Unknown(String why) implements HookState {}
}
