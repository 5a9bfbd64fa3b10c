package io.github.sddtool.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Hub.Asked;
import io.github.sddtool.app.Hub.Fault;
import io.github.sddtool.app.Hub.Shown;
import io.github.sddtool.app.Hub.Told;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What people tell the app in comments.
final class CommandScenarios {
  private static final Pattern WAIVE = Pattern.compile("/sdd waive ([0-9a-f]+) REASON`: delta/");

  private CommandScenarios() {}

  static List<Scenario> all() {
    return List.of(
        of(
            "a waiver by somebody who may write turns the verdict",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              long id = hub.command(true, request.number(), waive(request) + " agreed with legal");
              hub.awaitIdle();
              assertThat(hub.shown(request.head())).last().isNotEqualTo(Shown.FAILED);
              assertThat(hub.reactions(request.number(), id)).containsExactly("+1");
              assertThat(request.summary())
                  .contains("**Asked**", "asked by `wanda`", "passes in this repository")
                  .contains("1 finding waived", "Waived by `wanda`: agreed with legal");
            }),
        of(
            "a waiver holds through later pushes and other requests",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.command(true, request.number(), waive(request) + " agreed until 2999-01-01");
              hub.awaitIdle();
              hub.push("relax", repo -> repo.write("notes.txt", "Buy tea.\n"));
              Scenario.Request next = request.pushed();
              next.judged(Told.PUSHED);
              assertThat(hub.shown(next.head())).doesNotContain(Shown.FAILED);
            }),
        of(
            "a stranger's waiver changes nothing and is refused",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              String before = request.summary();
              long id = hub.command(false, request.number(), waive(request) + " please");
              hub.awaitIdle();
              request.shows(Shown.FAILED);
              assertThat(hub.reactions(request.number(), id)).containsExactly("-1");
              assertThat(request.summary()).isEqualTo(before);
            }),
        of(
            "a waiver whose day is over is refused",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.command(true, request.number(), waive(request) + " old until 2020-01-01");
              hub.awaitIdle();
              request.shows(Shown.FAILED);
              assertThat(request.summary()).contains("that day is over");
            }),
        of(
            "a waiver of nothing is refused",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.command(true, request.number(), "/sdd waive 0123456789 because");
              hub.awaitIdle();
              request.shows(Shown.FAILED);
              assertThat(request.summary()).contains("no finding of this change begins so");
            }),
        of(
            "a drift that was read is silenced until a side changes",
            hub -> {
              Scenario.Request request = ahead(hub, "faster", "20").judged();
              assertThat(request.summary()).contains("/sdd ack auth/login#REQ-001 REASON");
              hub.command(true, request.number(), "/sdd ack auth/login#REQ-001 only the name");
              hub.awaitIdle();
              assertThat(request.summary())
                  .contains("read on both sides")
                  .doesNotContain("/sdd ack auth/login#REQ-001 REASON");
              hub.push("faster", login("30"));
              Scenario.Request next = request.pushed();
              next.judged(Told.PUSHED);
              assertThat(next.summary()).contains("/sdd ack auth/login#REQ-001 REASON");
            }),
        of(
            "an acknowledgement does not count for a head its author was not told of",
            hub -> {
              Scenario.Request request = ahead(hub, "faster", "20").judged();
              hub.push("faster", login("30"));
              Scenario.Request next = request.pushed();
              hub.command(true, request.number(), "/sdd ack auth/login#REQ-001 fine");
              hub.awaitIdle();
              assertThat(next.summary()).contains("has moved on from");
              assertThat(next.summary()).contains("/sdd ack auth/login#REQ-001 REASON");
            }),
        of(
            "impact is told where it is asked",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.command(true, request.number(), "/sdd impact auth/login");
              hub.awaitIdle();
              assertThat(request.summary()).contains("`/sdd impact auth/login`", "Impact: ");
            }),
        of(
            "impact of what is no spec names the likely ones",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.command(true, request.number(), "/sdd impact auth/logn");
              hub.awaitIdle();
              assertThat(request.summary()).contains("auth/login");
            }),
        of(
            "help is told, also where there was no comment",
            hub -> {
              Scenario.Request request =
                  Scenario.request(hub, "notes", repo -> repo.write("notes.txt", "Buy tea.\n"))
                      .judged();
              hub.command(true, request.number(), "/sdd help");
              hub.awaitIdle();
              assertThat(request.summary()).contains("/sdd waive FINGERPRINT REASON");
              request.shows(Shown.PASSED);
            }),
        of(
            "what is not understood is answered with what is",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              long id = hub.command(true, request.number(), "/sdd chekc");
              hub.awaitIdle();
              assertThat(hub.reactions(request.number(), id)).containsExactly("confused");
              assertThat(request.summary()).contains("no such command", "/sdd check");
            }),
        of(
            "check judges a request that was never heard of",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub);
              hub.command(true, request.number(), "/sdd check\nThank you.");
              hub.awaitIdle();
              assertThat(hub.shown(request.head())).last().isEqualTo(Shown.FAILED);
              assertThat(request.summary()).contains("judged again");
            }),
        of(
            "talk about it is no command",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              int calls = hub.calls();
              hub.command(true, request.number(), "Say /sdd check to check.");
              hub.command(true, request.number(), "/sddish check");
              hub.awaitIdle();
              assertThat(hub.calls()).isEqualTo(calls);
            }),
        of(
            "the same command delivered again is answered once",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              long id = hub.command(true, request.number(), "/sdd help");
              hub.awaitIdle();
              String text = request.summary();
              hub.commandAgain(true, request.number(), id, "/sdd help");
              hub.awaitIdle();
              assertThat(request.summary()).isEqualTo(text);
              assertThat(hub.reactions(request.number(), id)).containsExactly("+1");
            }),
        of(
            "a command on a closed request does nothing",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.close(request.number());
              request.judged(Told.CLOSED);
              int writes = hub.writes();
              hub.command(true, request.number(), "/sdd check");
              hub.awaitIdle();
              assertThat(hub.writes()).isEqualTo(writes);
            }),
        of(
            "an answer is told after trouble with the comment",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.disturb(Asked.COMMENT, new Fault.Status(502), 1);
              hub.command(true, request.number(), "/sdd help");
              hub.awaitIdle();
              assertThat(request.summary()).contains("/sdd waive FINGERPRINT REASON");
            }),
        of(
            "hostile words in a command forge nothing",
            hub -> {
              Scenario.Request request = Scenario.weakened(hub).judged();
              hub.command(
                  true,
                  request.number(),
                  "/sdd `@everyone <img src=x onerror=alert(1)> [x](https://evil.example) #1");
              hub.awaitIdle();
              assertThat(request.summary())
                  .contains("``/sdd `@everyone <img src=x onerror=alert(1)>");
            }));
  }

  private static Scenario of(String sentence, Consumer<Hub> play) {
    return new Scenario("command", sentence, true, play);
  }

  private static String waive(Scenario.Request request) {
    var found = WAIVE.matcher(request.summary());
    assertThat(found.find()).as(request.summary()).isTrue();
    return "/sdd waive " + found.group(1);
  }

  /// A request that changes code under a requirement that stays as it is.
  private static Scenario.Request ahead(Hub hub, String branch, String value) {
    hub.push("main", login("10"));
    return Scenario.request(hub, branch, login(value));
  }

  private static Consumer<io.github.sddtool.fake.git.TestRepo> login(String value) {
    return repo ->
        repo.write(
            "src/fast.ts",
            "// @spec auth/login#REQ-001\nexport function fast() {\n  return " + value + ";\n}\n");
  }
}
