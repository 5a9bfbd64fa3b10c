package io.github.sddtool.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.forge.Account;
import io.github.sddtool.forge.SlashCommand;
import java.time.LocalDate;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// @spec app/commands#REQ-CMD-001, app/commands#REQ-CMD-002
class CommandTest {
  private static final Account WANDA = new Account("1", "wanda");

  @Test
  void eachIsReadWithItsParts() {
    assertThat(Command.read("/sdd check")).isEqualTo(new Command.Check());
    assertThat(Command.read("/sdd")).isEqualTo(new Command.Help());
    assertThat(Command.read("/sdd  HELP ")).isEqualTo(new Command.Help());
    assertThat(Command.read("/sdd impact auth/login#REQ-1"))
        .isEqualTo(new Command.Impact("auth/login#REQ-1"));
    assertThat(Command.read("/sdd ack auth/login#REQ-1 it is a rename"))
        .isEqualTo(new Command.Acknowledge("auth/login#REQ-1", "it is a rename"));
  }

  @Test
  void waiverHasAReasonAndMayEnd() {
    assertThat(Command.read("/sdd waive 3F2A91C0 agreed with legal until 2027-03-31"))
        .isEqualTo(
            new Command.Waive(
                "3f2a91c0", "agreed with legal", Optional.of(LocalDate.of(2027, 3, 31))));
    assertThat(Command.read("/sdd waive 3f2a91c0 wait until they are ready"))
        .isEqualTo(new Command.Waive("3f2a91c0", "wait until they are ready", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/sdd chekc",
        "/sdd impact",
        "/sdd impact a b",
        "/sdd ack auth/login because",
        "/sdd ack auth/login#REQ-1",
        "/sdd waive 3f2a91c0",
        "/sdd waive 3f2 short",
        "/sdd waive nothex1 reason",
        "/sdd waive 3f2a91c0 until 2027-03-31",
        "/sdd waive 3f2a91c0 soon until 31.03.2027",
        "/sdd waive 3f2a91c0 soon until 2027-02-30"
      })
  void whatLacksAPartIsUnclear(String line) {
    assertThat(Command.read(line)).isInstanceOf(Command.Unclear.class);
  }

  @Property
  void anyLineIsReadAsSomething(@ForAll String text) {
    assertThat(Command.read(SlashCommand.WORD + " " + text)).isNotNull();
  }

  @Property
  void onlyWhatBeginsWithOurWordIsForUs(@ForAll String text) {
    SlashCommand.read("1", WANDA, text)
        .ifPresent(command -> assertThat(command.line()).startsWith(SlashCommand.WORD));
    assertThat(SlashCommand.read("1", WANDA, "see /sdd " + text)).isEmpty();
    assertThat(SlashCommand.read("1", WANDA, "/sdd " + text)).isPresent();
  }
}
