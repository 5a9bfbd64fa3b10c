package io.github.sddtool.pipeline.notice.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.pipeline.notice.channel.Parcel.Item;

// @spec app/notifications#REQ-NOTE-005
/// A message as Slack's incoming webhooks take it. `&`, `<` and `>` are the only characters that
/// begin a mention or a link there; these are escaped, and Slack is told to look for no others.
final class SlackForm implements ChatChannel.Form {
  /// Slack refuses longer sections, and more than 50 blocks.
  private static final int LONGEST = 2_800;

  private static final int MOST_ITEMS = 20;

  @Override
  public ObjectNode of(Parcel parcel) {
    ObjectNode json = Json.object();
    json.put("text", escaped(parcel.title()));
    json.put("mrkdwn", false);
    json.put("parse", "none");
    json.put("link_names", false);
    json.put("unfurl_links", false);
    json.put("unfurl_media", false);
    ArrayNode blocks = json.putArray("blocks");
    parcel.items().stream().limit(MOST_ITEMS).forEach(item -> section(blocks, item));
    int more = parcel.items().size() - MOST_ITEMS;
    if (more > 0) {
      text(blocks, "… and %d more".formatted(more));
    }
    return json;
  }

  private static void section(ArrayNode blocks, Item item) {
    String mark = item.kind().urgent() ? "❗ " : "";
    String link =
        item.page().map(page -> "\n<%s|More>".formatted(escaped(page.toASCIIString()))).orElse("");
    text(
        blocks,
        mark
            + escaped(item.title())
            + "\n"
            + escaped(PlainText.block(item.body(), room(item)))
            + link);
  }

  /// One character may become five.
  private static int room(Item item) {
    int whole = LONGEST - escaped(item.title()).length() - 500;
    int most = Math.clamp(item.body().length(), 1, whole);
    while (escaped(PlainText.block(item.body(), most)).length() > whole) {
      most = most * 3 / 4;
    }
    return most;
  }

  private static void text(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", text)
        .put("verbatim", true);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
