package io.github.sddtool.pipeline.notice.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

// @spec app/notifications#REQ-NOTE-005
class FormsTest {
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings(),
        Arbitraries.of(
                "<!channel>",
                "<!here>",
                "@here",
                "<@U123>",
                "<https://evil.example|Click>",
                "&lt;",
                "[x](https://evil.example)",
                "<at>all</at>",
                "\n",
                "*b*",
                "</p><script>",
                "\u202E",
                "https://evil.example",
                "word")
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join(" ", parts)));
  }

  private static Parcel parcel(String title, String body, int copies) {
    var item =
        new Parcel.Item(
            "id",
            PlainText.line(title, 200),
            PlainText.block(body, 8_000),
            Optional.of(URI.create("https://sdd.example/x?a=1&b=2")),
            new Parcel.Kind("rule", "subject", true),
            Instant.EPOCH);
    return new Parcel("msg_1", "", Collections.nCopies(copies, item));
  }

  @Property
  void inSlackNoTextBeginsAMentionOrALink(
      @ForAll("texts") String title, @ForAll("texts") String body) {
    ObjectNode json = new SlackForm().of(parcel(title, body, 1));
    JsonNode text = json.at("/blocks/0/text");
    assertThat(text.get("verbatim").asBoolean()).isTrue();
    String shown = text.get("text").asText();
    String ours = "\n<https://sdd.example/x?a=1&amp;b=2|More>";
    assertThat(shown).endsWith(ours);
    String theirs = shown.substring(0, shown.length() - ours.length());
    assertThat(theirs).doesNotContain("<").doesNotContain(">");
    assertThat(theirs.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
    assertThat(json.get("text").asText()).doesNotContain("<").doesNotContain(">");
    assertThat(json.get("parse").asText()).isEqualTo("none");
    assertThat(json.get("link_names").asBoolean()).isFalse();
    assertThat(shown.length()).isLessThanOrEqualTo(3_000);
  }

  @Property
  void inSlackNothingButTheLengthIsLost(@ForAll("texts") String body) {
    String shown = new SlackForm().of(parcel("t", body, 1)).at("/blocks/0/text/text").asText();
    String read = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    assertThat(read).contains(PlainText.block(body, 100).replace("…", ""));
  }

  @Property
  void inTeamsTextStandsOnlyWhereNoMarkdownIsRead(
      @ForAll("texts") String title, @ForAll("texts") String body) {
    ObjectNode json = new TeamsForm().of(parcel(title, body, 1));
    JsonNode card = json.at("/attachments/0/content");
    assertThat(card.has("msteams")).isFalse();
    card.get("body")
        .forEach(
            element -> assertThat(element.get("type").asText()).isIn("RichTextBlock", "ActionSet"));
    assertThat(card.at("/body").findValuesAsText("type"))
        .containsOnly("RichTextBlock", "TextRun", "ActionSet", "Action.OpenUrl");
    assertThat(json.findValuesAsText("url")).containsExactly("https://sdd.example/x?a=1&b=2");
  }

  @Property(tries = 50)
  void messagesStayWithinWhatIsTaken(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int copies) {
    String dense = (text + "界").repeat(600);
    String lines = (text + "\n").repeat(600);
    for (String body : List.of(dense, lines)) {
      String teams = new TeamsForm().of(parcel(text, body, copies)).toString();
      assertThat(teams.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(28 << 10);
      ObjectNode slack = new SlackForm().of(parcel(text, body, copies));
      assertThat(slack.get("blocks").size()).isLessThanOrEqualTo(50);
      slack
          .get("blocks")
          .forEach(block ->
              assertThat(block.at("/text/text").asText().length()).isLessThanOrEqualTo(3_000));
    }
  }

  @Test
  void aTeamsMessageIsACardInAnEnvelope() {
    ObjectNode json = new TeamsForm().of(parcel("Low", "auth/login", 1));
    assertThat(json.get("type").asText()).isEqualTo("message");
    assertThat(json.at("/attachments/0/contentType").asText())
        .isEqualTo("application/vnd.microsoft.card.adaptive");
    assertThat(json.at("/attachments/0/content/type").asText()).isEqualTo("AdaptiveCard");
    assertThat(json.at("/attachments/0/content/body/1/inlines/0/text").asText())
        .isEqualTo("auth/login");
  }

  @Property
  void plainTextHasNothingThatControls(@ForAll("texts") String text) {
    String line = PlainText.line(text, 80);
    assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(80);
    assertThat(line.codePoints()).noneMatch(c -> Character.isISOControl(c) || c == 0x202E);
    assertThat(PlainText.line(line, 80)).isEqualTo(line);
  }
}
