package io.github.sddtool.pipeline.notice.channel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.pipeline.notice.channel.Parcel.Item;

// @spec app/notifications#REQ-NOTE-005
/// A message as the "Workflows" webhooks of Microsoft Teams take it: an Adaptive Card in an
/// envelope. Text stands in runs, which read no Markdown, so there is nothing to escape; and
/// without a list of mentioned entities nobody is mentioned.
final class TeamsForm implements ChatChannel.Form {
  /// Teams takes 28 KiB together; a character may take three bytes, a line has some of its own.
  private static final int LONGEST = 4_800;

  private static final int MOST_LINES = 96;
  private static final int MOST_ITEMS = 8;

  @Override
  public ObjectNode of(Parcel parcel) {
    ObjectNode json = Json.object();
    json.put("type", "message");
    ObjectNode attachment = json.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    ArrayNode body = card.putArray("body");
    int shown = Math.min(parcel.items().size(), MOST_ITEMS);
    parcel.items().stream().limit(MOST_ITEMS).forEach(item -> item(body, item, shown));
    int more = parcel.items().size() - MOST_ITEMS;
    if (more > 0) {
      run(body, "… and %d more".formatted(more));
    }
    return json;
  }

  private static void item(ArrayNode body, Item item, int shown) {
    String mark = item.kind().urgent() ? "❗ " : "";
    run(body, mark + item.title()).put("weight", "Bolder");
    PlainText.block(item.body(), LONGEST / shown)
        .lines()
        .limit(MOST_LINES / shown)
        .forEach(line -> run(body, line));
    item.page()
        .ifPresent(page ->
            body.addObject()
                .put("type", "ActionSet")
                .putArray("actions")
                .addObject()
                .put("type", "Action.OpenUrl")
                .put("title", "More")
                .put("url", page.toASCIIString()));
  }

  private static ObjectNode run(ArrayNode body, String text) {
    ObjectNode block = body.addObject().put("type", "RichTextBlock");
    return block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
  }
}
