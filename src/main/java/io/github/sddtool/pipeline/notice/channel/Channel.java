package io.github.sddtool.pipeline.notice.channel;

/// A way on which notices leave.
public interface Channel {
  /// Its name in the settings.
  String name();

  /// What fails or works as one thing, for example a room: when it fails for too long, nothing is
  /// sent there any more, and elsewhere all goes on.
  default String endpoint(String recipient) {
    return name();
  }

  /// Sends; takes half a minute at most. Whoever receives may get the same parcel twice, with the
  /// same id: when we do not hear that it was taken.
  Outcome send(Parcel parcel);
}
