package io.github.sddtool.app;

import io.github.sddtool.fault.UserFault;
import io.github.sddtool.forge.StandardWebhook;
import io.github.sddtool.pipeline.notice.Recipient;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings.Product;
import io.github.sddtool.pipeline.notice.channel.ChannelSettings.Security;
import io.github.sddtool.source.Secret;
import io.github.sddtool.spec.yaml.YamlValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

// @spec app/notifications#REQ-NOTE-001, app/notifications#REQ-NOTE-011
/// Reads one channel of the settings. Addresses of incoming webhooks are secrets, and stand in
/// files as all secrets do.
///
/// @param file that the settings stand in
/// @param name of the channel
/// @param channel what the file says of it
record ChannelReader(SettingsFile file, String name, YamlValue.Mapping channel) {
  private static final List<String> TYPES = List.of("slack", "teams", "email", "webhook");

  ChannelSettings read() {
    String type = channel.text("type").orElse("");
    return switch (type) {
      case "slack" -> chat(Product.SLACK);
      case "teams" -> chat(Product.TEAMS);
      case "email" -> mail();
      case "webhook" -> hook();
      default ->
          throw file.fault(
              channel.line(),
              "%s is '%s', which is unknown; allowed: %s"
                  .formatted(key("type"), type, String.join(", ", TYPES)));
    };
  }

  private String key(String key) {
    return "notifications.channels.%s.%s".formatted(name, key);
  }

  private void allow(String... keys) {
    file.allow(channel, key(""), List.of(keys));
  }

  private String required(String key) {
    return channel
        .text(key)
        .orElseThrow(() -> file.fault(channel.line(), key(key) + " is missing"));
  }

  private ChannelSettings chat(Product product) {
    allow("type", "url_file", "rooms");
    Optional<Secret> usual = channel.text("url_file").map(place -> address(place, key("url_file")));
    Map<String, Secret> rooms = new LinkedHashMap<>();
    YamlValue.Mapping listed = file.mapping(channel, "rooms");
    listed
        .entries()
        .forEach((room, value) -> {
          String within = key("rooms." + room + ".");
          if (!room.matches("#[^\\s#]{1,80}")) {
            throw file.fault(
                value.line(),
                key("rooms") + " has names such as \"#sdd\", not '%s'".formatted(room));
          }
          YamlValue.Mapping one = file.mapping(listed, room);
          file.allow(one, within, List.of("url_file"));
          String place =
              one.text("url_file")
                  .orElseThrow(() -> file.fault(one.line(), within + "url_file is missing"));
          rooms.put(room, address(place, within + "url_file"));
        });
    if (usual.isEmpty() && rooms.isEmpty()) {
      throw file.fault(channel.line(), key("url_file") + " or rooms is missing");
    }
    return new ChannelSettings.Chat(name, product, usual, rooms);
  }

  /// The fault names the file and not what is in it.
  private Secret address(String place, String key) {
    Secret secret = file.secret(place, key);
    try {
      var _ = SettingsFile.uri(secret.reveal(), key);
    } catch (UserFault _) {
      throw UserFault.usage(
          "%s: the file '%s' must hold an http or https address.".formatted(key, place));
    }
    return secret;
  }

  private ChannelSettings mail() {
    allow("type", "host", "port", "tls", "user", "password_file", "from");
    String tls = channel.text("tls").orElse("starttls");
    Security security =
        Arrays.stream(Security.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(tls))
            .findFirst()
            .orElseThrow(() ->
                file.fault(
                    channel.line(),
                    "%s is '%s', which is unknown; allowed: starttls, implicit, none"
                        .formatted(key("tls"), tls)));
    int port = SettingsFile.number(channel.text("port").orElse("587"), key("port"), 1, 65_535);
    String from = required("from");
    if (!Recipient.isAddress(from)) {
      throw file.fault(
          channel.line(), "%s must be an e-mail address, not '%s'".formatted(key("from"), from));
    }
    return new ChannelSettings.Mail(
        name, new ChannelSettings.Server(required("host"), port, security), login(security), from);
  }

  private Optional<ChannelSettings.Login> login(Security security) {
    Optional<String> user = channel.text("user");
    if (user.isEmpty()) {
      return Optional.empty();
    }
    if (security == Security.NONE) {
      throw file.fault(
          channel.line(),
          "%s would be sent without encryption; set %s to starttls or implicit"
              .formatted(key("user"), key("tls")));
    }
    return Optional.of(
        new ChannelSettings.Login(
            user.get(), file.secret(required("password_file"), key("password_file"))));
  }

  private ChannelSettings hook() {
    allow("type", "url", "secret_file");
    String place = required("secret_file");
    Secret secret = file.secret(place, key("secret_file"));
    if (StandardWebhook.of(secret).isEmpty()) {
      throw UserFault.usage(
          "%s: the file '%s' must hold whsec_ and Base64, as from: echo whsec_$(openssl rand -base64 32)."
              .formatted(key("secret_file"), place));
    }
    return new ChannelSettings.Hook(name, SettingsFile.uri(required("url"), key("url")), secret);
  }
}
