package io.github.sddtool.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverTagsTest {
  private static List<String> in(String text) {
    return CoverTags.in(text).stream()
        .map(found -> {
          CoverTag tag = found.tag();
          String own = tag.own().map(Object::toString).orElse(tag.type());
          return own + "->" + tag.covers() + tag.needs();
        })
        .toList();
  }

  // @spec formats/openfasttrace#REQ-OFT-007
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[impl->req~a~1] | impl->req~a~1[]",
        "[ impl -> req~a~1 ] | impl->req~a~1[]",
        "x[impl->req~a~01]y | impl->req~a~1[]",
        "[[impl->req~a~1]] | impl->req~a~1[]",
        "[impl~~4->req~a~1] | impl->req~a~1[]",
        "[impl~own.x~2->req~a~1>>utest, itest] | impl~own.x~2->req~a~1[utest, itest]",
        "[impl->req~a~1 >> utest] | impl~a~0->req~a~1[utest]",
        "[impl~~4->req~a~1>>utest] | impl~a~4->req~a~1[utest]",
      })
  void aTagIsRead(String text, String meaning) {
    assertThat(in(text)).containsExactly(meaning);
  }

  @Test
  void aLineMayHoldSeveralTagsAndATagSeveralItems() {
    assertThat(in("[impl->req~a~1] and [utest->req~b~1]\n[impl->req~c~1, req~d~2]"))
        .containsExactly(
            "impl->req~a~1[]", "utest->req~b~1[]", "impl->req~c~1[]", "impl->req~d~2[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`[impl->req~a~1]`",
        "[impl-->req~a~1]",
        "[impl=>req~a~1]",
        "[impl->req~a]",
        "[impl->req~a~1 text]",
        "[impl->req~a~1,]",
        "[impl->req~a~1>>]",
        "[impl->req~a~1>>utest,]",
        "[impl~own->req~a~1]",
        "[i2->req~a~1]",
        "[impl\n->req~a~1]",
        "[impl->req~a~1",
        "[[a:1]]"
      })
  void whatOnlyLooksLikeATagIsNone(String text) {
    assertThat(in(text)).isEmpty();
  }

  @Test
  void theTypeSaysWhetherItIsATest() {
    assertThat(CoverTags.in("[utest->a~a~1] [STest->a~a~1] [impl->a~a~1]"))
        .extracting(found -> found.tag().isTest())
        .containsExactly(true, true, false);
  }
}
