package io.github.sddtool.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.sddtool.source.CommitId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec guard/history#REQ-HIST-004
class TrendTest {
  private static Trend trend(double... scores) {
    return new Trend(
        IntStream.range(0, scores.length)
            .mapToObj(i ->
                new Trend.Point(
                    new CommitId("%040x".formatted(i + 1)),
                    Instant.parse("2026-03-01T12:00:00Z").plus(Duration.ofHours(i)),
                    "Change | <b>%d</b> `x`".formatted(i),
                    Optional.of(scores[i]),
                    Optional.empty(),
                    i,
                    0))
            .toList());
  }

  private static String write(String format, Trend trend) {
    return TrendRenderer.ALL.stream()
        .filter(one -> one.name().equals(format))
        .findFirst()
        .orElseThrow()
        .write()
        .apply(trend);
  }

  @Test
  void twoPointsAreNoPicture() {
    assertThat(TrendPicture.svg(trend(1, 2))).isEmpty();
    assertThat(TrendPicture.mermaid(trend(1, 2))).isEmpty();
  }

  @Test
  void thePictureIsWellFormedAndShowsTheLastThirty() {
    double[] scores = IntStream.range(0, 40).mapToDouble(i -> 60 + i % 7).toArray();
    String svg = TrendPicture.svg(trend(scores));

    assertThatCode(() ->
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))))
        .doesNotThrowAnyException();
    assertThat(svg.split("<circle", -1)).hasSize(31);
    assertThat(svg).contains("Quality over the last 30 commits, from 63.0 to 64.0");
    assertThat(TrendPicture.mermaid(trend(80, 60, 82.25)))
        .isEqualTo(
            """
            ```mermaid
            xychart-beta
              title "Quality of the last 3 commits"
              x-axis 1 --> 3
              y-axis "score" 0 --> 100
              line [80.0, 60.0, 82.3]
            ```
            """);
  }

  @Test
  void theTextHasALineOfBars() {
    assertThat(write("text", trend(60, 80, 100))).endsWith("quality  ▁▅█\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"markdown", "html"})
  void whatOthersWroteStaysText(String format) {
    assertThat(write(format, trend(1, 2, 3)))
        .doesNotContain("<b>")
        .doesNotContain(format.equals("markdown") ? "Change | " : "<script");
  }

  @Test
  void theJsonNamesItsSchemaAndTellsWhatIsNotKnown() {
    assertThat(write("json", new Trend(List.of())))
        .isEqualTo("{\n  \"schema\" : \"sdd.history/1\",\n  \"items\" : [ ]\n}\n");
    assertThat(write("json", trend(1))).contains("\"coverage\" : null");
  }
}
