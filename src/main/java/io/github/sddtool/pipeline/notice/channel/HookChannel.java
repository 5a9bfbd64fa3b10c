package io.github.sddtool.pipeline.notice.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.StandardWebhook;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

// @spec app/notifications#REQ-NOTE-006
/// A program of somebody else's, told by Standard Webhooks: what arrives is signed, and says by its
/// id whether it arrived before.
final class HookChannel implements Channel {
  private final ChannelSettings.Hook settings;
  private final StandardWebhook signing;
  private final Post post;
  private final Clock clock;

  HookChannel(ChannelSettings.Hook settings, Post post, Clock clock) {
    this.settings = settings;
    this.signing =
        StandardWebhook.of(settings.secret())
            .orElseThrow(() ->
                UserFault.usage(
                    "The secret of the webhook '%s' must be whsec_ and Base64."
                        .formatted(settings.name())));
    this.post = post;
    this.clock = clock;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Outcome send(Parcel parcel) {
    Bytes body = Json.bytes(json(parcel));
    String time = Long.toString(clock.instant().getEpochSecond());
    return post.json(
        Secret.of(settings.url().toASCIIString()),
        Map.of(
            StandardWebhook.ID,
            parcel.id(),
            StandardWebhook.TIME,
            time,
            StandardWebhook.SIGNATURE,
            signing.sign(parcel.id(), time, body)),
        body);
  }

  private static ObjectNode json(Parcel parcel) {
    ObjectNode json = Json.object();
    json.put("type", "sdd.notices");
    json.put("timestamp", parcel.items().getLast().at().toString());
    ArrayNode notices = json.putObject("data").putArray("notices");
    for (Parcel.Item item : parcel.items()) {
      notices
          .addObject()
          .put("id", item.id())
          .put("rule", item.kind().rule())
          .put("subject", item.kind().subject())
          .put("priority", item.kind().urgent() ? "high" : "normal")
          .put("title", item.title())
          .put("body", item.body())
          .put("page", item.page().map(URI::toASCIIString).orElse(null))
          .put("at", item.at().toString());
    }
    return json;
  }
}
