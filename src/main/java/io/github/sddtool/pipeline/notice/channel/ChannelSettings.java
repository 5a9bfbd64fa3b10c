package io.github.sddtool.pipeline.notice.channel;

import io.github.sddtool.source.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// How a channel is reached.
public sealed interface ChannelSettings {
  /// Always there: what the API shows of it.
  String IN_APP = "in-app";

  /// In rules.
  String name();

  /// Rooms of Slack or Microsoft Teams, each behind an incoming webhook whose address is its
  /// secret.
  ///
  /// @param usual of what has no room of its own
  /// @param rooms by their names, which begin with `#`
  record Chat(String name, Product product, Optional<Secret> usual, Map<String, Secret> rooms)
      implements ChannelSettings {
    public Chat {
      rooms = Map.copyOf(rooms);
    }

    /// Whether a room can be reached.
    public boolean reaches(String room) {
      return usual.isPresent() || rooms.containsKey(room);
    }

    /// The address of a room; of one that is not listed the usual one.
    public Optional<Secret> address(String room) {
      return Optional.ofNullable(rooms.get(room)).or(() -> usual);
    }
  }

  /// Whose rooms they are.
  enum Product {
    SLACK,
    TEAMS
  }

  /// E-mail by a server that takes it from us.
  ///
  /// @param from whom it is from
  record Mail(String name, Server server, Optional<Login> login, String from)
      implements ChannelSettings {}

  /// A server for e-mail.
  record Server(String host, int port, Security security) {}

  /// How the connection to it is kept from others.
  enum Security {
    /// By an order within it, without which nothing is sent.
    STARTTLS,
    /// From the start.
    IMPLICIT,
    /// Not at all.
    NONE
  }

  /// What it wants to know.
  record Login(String user, Secret password) {}

  /// A program of somebody else's.
  ///
  /// @param secret `whsec_…`, with which it proves that a message is ours
  record Hook(String name, URI url, Secret secret) implements ChannelSettings {}
}
