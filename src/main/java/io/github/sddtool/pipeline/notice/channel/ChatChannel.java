package io.github.sddtool.pipeline.notice.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.source.Secret;
import java.util.Map;
import java.util.Optional;

/// Rooms of Slack or Microsoft Teams.
final class ChatChannel implements Channel {
  private final ChannelSettings.Chat settings;
  private final Form form;
  private final Post post;

  /// How a product wants its messages.
  @FunctionalInterface
  interface Form {
    ObjectNode of(Parcel parcel);
  }

  ChatChannel(ChannelSettings.Chat settings, Post post) {
    this.settings = settings;
    this.form =
        switch (settings.product()) {
          case SLACK -> new SlackForm();
          case TEAMS -> new TeamsForm();
        };
    this.post = post;
  }

  @Override
  public String name() {
    return settings.name();
  }

  /// A room with an address of its own fails alone.
  @Override
  public String endpoint(String recipient) {
    return settings.rooms().containsKey(recipient) ? name() + recipient : name();
  }

  @Override
  public Outcome send(Parcel parcel) {
    Optional<Secret> address = settings.address(parcel.recipient());
    return address
        .map(one -> post.json(one, Map.of(), Json.bytes(form.of(parcel))))
        .orElseGet(() -> new Outcome.Refused("it has no such room any more"));
  }
}
