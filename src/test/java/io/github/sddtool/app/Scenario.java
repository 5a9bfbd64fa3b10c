package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Hub.Asked;
import io.github.sddtool.app.Hub.Fault;
import io.github.sddtool.app.Hub.Said;
import io.github.sddtool.app.Hub.Shown;
import io.github.sddtool.app.Hub.Told;
import io.github.sddtool.fake.Eventually;
import io.github.sddtool.fake.git.TestRepo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What has to be the same on every forge: something that happens there, and what must come of it.
///
/// @param area what it is about
/// @param sentence what must come of it, which tells it from the others
/// @param play runs it on a forge and fails where the app does otherwise
/// @param alone whether it needs a forge of its own, because it changes more than a request
record Scenario(String area, String sentence, boolean alone, Consumer<Hub> play) {
  private static final String MARKER = "<!-- sdd:summary -->";
  private static final String UNABLE = "could not evaluate";
  private static final int FOREVER = 1_000;

  /// All of them.
  static List<Scenario> all() {
    var all = new ArrayList<Scenario>();
    all.addAll(verdicts());
    all.addAll(events());
    all.addAll(comments());
    all.addAll(CommandScenarios.all());
    all.addAll(DisplayScenarios.all());
    all.addAll(trust());
    all.addAll(faults());
    // for whoever looks at some of them
    String part = System.getProperty("parity.only", "");
    return all.stream()
        .filter(one -> one.sentence().contains(part) || one.area().equals(part))
        .toList();
  }

  private static List<Scenario> verdicts() {
    return List.of(
        of(
            "verdict",
            "a weakened requirement fails, in one verdict and one comment",
            hub -> {
              Request request = weakened(hub).judged();
              request.shows(Shown.FAILED);
              assertThat(hub.sentence(request.head())).contains("auth/login#REQ-003 was weakened");
              assertThat(request.comment().text()).startsWith(MARKER).contains("was weakened");
            }),
        of(
            "verdict",
            "it is shown as waiting before it is judged",
            hub -> {
              Request request = weakened(hub).judged();
              assertThat(hub.everShown(request.head()))
                  .containsExactly(Shown.WAITING, Shown.FAILED);
            }),
        of(
            "verdict",
            "a new requirement without code warns and stands in no way",
            hub -> {
              Request request = request(hub, "more", repo -> add(repo, "REQ-009: Later"));
              request.judged().shows(Shown.WARNED);
            }),
        of(
            "verdict",
            "a change that touches no spec passes without a comment",
            hub -> {
              Request request =
                  request(hub, "notes", repo -> repo.write("notes.txt", "Buy tea.\n"));
              request.judged().shows(Shown.PASSED);
              assertThat(hub.sentence(request.head())).contains("nothing to assess");
              assertThat(hub.said(request.number())).isEmpty();
            }),
        of(
            "verdict",
            "a repository without specs is skipped without a comment",
            hub -> {
              hub.push("main", repo -> repo.git("rm", "--quiet", "-r", ".sdd"));
              Request request =
                  request(hub, "tea", repo -> repo.write("src/tea.ts", "let tea = 1;\n"));
              request.judged().shows(Shown.SKIPPED);
              assertThat(hub.said(request.number())).isEmpty();
            }),
        of(
            "verdict",
            "a repair turns it green, and the comment tells of it",
            hub -> {
              Request request = weakened(hub).judged();
              hub.push("relax", golden("weakened/base"));
              Request mended = request.pushed();
              mended.judged(Told.PUSHED).shows(Shown.PASSED);
              assertThat(mended.comment().text()).doesNotContain("was weakened");
            }),
        of(
            "verdict",
            "the configuration of the base counts, not the one under judgement",
            hub -> {
              Request request =
                  request(
                      hub,
                      "lenient",
                      repo -> {
                        golden("weakened/head").accept(repo);
                        repo.write(
                            ".sdd/config.yml",
                            "version: 1\nrules:\n  delta/weakened: off\n  delta/breaking: off\n");
                      });
              request.judged();
              assertThat(hub.shown(request.head())).noneMatch(Shown::isGreen);
            }),
        of(
            "verdict",
            "a broken configuration under judgement fails as the change's own",
            hub -> {
              Request request =
                  request(
                      hub,
                      "typo",
                      repo -> repo.write(".sdd/config.yml", "version: 1\ngaets: {}\n"));
              request.judged();
              assertThat(hub.shown(request.head())).containsExactly(Shown.FAILED);
              assertThat(request.comment().text()).contains("gaets").doesNotContain(UNABLE);
            }),
        of(
            "verdict",
            "a push to the default branch gets a verdict",
            hub -> {
              String before = hub.tip("main");
              String after = hub.push("main", golden("weakened/head"));
              assertThat(hub.tellPushed("main", before, after)).isEqualTo(202);
              hub.awaitIdle();
              assertThat(hub.shown(after)).containsExactly(Shown.FAILED);
            }),
        of(
            "verdict",
            "the first push of the default branch gets a verdict",
            hub -> {
              hub.tellPushed("main", OctoShop.NOTHING, hub.tip("main"));
              hub.awaitIdle();
              assertThat(hub.shown(hub.tip("main"))).containsExactly(Shown.PASSED);
            }),
        of(
            "verdict",
            "of two requests with one head into two branches the worse verdict is shown",
            hub -> {
              hub.push("release", golden("weakened/head"));
              Request first = weakened(hub).judged();
              int other = hub.open("relax", "release");
              hub.tell(Told.OPENED, other, "relax", "release");
              hub.awaitIdle();
              assertThat(hub.shown(first.head()).getLast()).isEqualTo(Shown.FAILED);
              assertThat(hub.sentence(first.head())).contains("was weakened");
              hub.close(first.number());
              hub.tell(Told.CLOSED, first.number(), "relax", "main");
              hub.awaitIdle();
              assertThat(hub.shown(first.head()).getLast()).isEqualTo(Shown.PASSED);
            }),
        of(
            "verdict",
            "two requests with one head get one verdict and a comment each",
            hub -> {
              Request first = weakened(hub);
              int other = hub.open("relax", "main");
              first.judged();
              hub.tell(Told.OPENED, other, "relax", "main");
              hub.awaitIdle();
              first.shows(Shown.FAILED);
              first.comment();
              assertThat(hub.said(other)).hasSize(1);
            }));
  }

  private static List<Scenario> events() {
    return List.of(
        of(
            "event",
            "the same delivery again does nothing",
            hub -> {
              Request request = weakened(hub);
              hub.tell(Told.OPENED, request.number(), "relax", "main", "one");
              hub.awaitIdle();
              int calls = hub.calls();
              assertThat(hub.tell(Told.OPENED, request.number(), "relax", "main", "one"))
                  .isEqualTo(202);
              hub.awaitIdle();
              assertThat(hub.calls()).isEqualTo(calls);
            }),
        of(
            "economy",
            "what did not change is not sent again",
            hub -> {
              Request request = weakened(hub).judged();
              request.judged(Told.REOPENED);
              int calls = hub.calls();
              int unchanged = hub.unchangedReads();
              request.judged(Told.REOPENED);
              assertThat(hub.unchangedReads() - unchanged)
                  .isGreaterThanOrEqualTo((hub.calls() - calls) * 8 / 10);
            }),
        of(
            "economy",
            "an update takes at most 8 calls and 3 writes",
            hub -> {
              Request request = weakened(hub).judged();
              hub.push("relax", repo -> add(repo, "REQ-009: Later"));
              Request next = request.pushed();
              int calls = hub.calls();
              int writes = hub.writes();
              next.judged(Told.PUSHED);
              assertThat(hub.calls() - calls).isLessThanOrEqualTo(8);
              assertThat(hub.writes() - writes).isLessThanOrEqualTo(3);
            }),
        of(
            "event",
            "another delivery about the same head writes nothing",
            hub -> {
              Request request = weakened(hub).judged();
              int writes = hub.writes();
              request.judged(Told.REOPENED);
              assertThat(hub.writes()).isEqualTo(writes);
            }),
        of(
            "event",
            "a draft is judged like any other",
            hub -> {
              weakened(hub).judged(Told.OPENED_AS_DRAFT).shows(Shown.FAILED);
            }),
        of(
            "event",
            "commits that are pushed away while they are judged end cancelled",
            hub -> {
              Request older = weakened(hub);
              hub.disturb(Asked.REQUEST, new Fault.Status(500), FOREVER);
              hub.tell(Told.OPENED, older.number(), "relax", "main");
              Eventually.until(() -> !hub.shown(older.head()).isEmpty());
              hub.push(
                  "relax",
                  repo -> {
                    repo.git("reset", "--quiet", "--hard", "main");
                    repo.write("notes.txt", "Buy tea.\n");
                  });
              Request newer = older.pushed();
              hub.tell(Told.PUSHED, newer.number(), "relax", "main");
              hub.calm();
              hub.awaitIdle();
              newer.shows(Shown.PASSED);
              assertThat(hub.shown(older.head())).containsExactly(Shown.CANCELLED);
              assertThat(hub.said(newer.number())).isEmpty();
            }),
        of(
            "event",
            "a request that is ready is judged",
            hub -> {
              weakened(hub).judged(Told.READY).shows(Shown.FAILED);
            }),
        of(
            "event",
            "a reopened request is judged",
            hub -> {
              weakened(hub).judged(Told.REOPENED).shows(Shown.FAILED);
            }),
        of(
            "event",
            "a request that goes elsewhere is judged against the new target",
            hub -> {
              Request request = weakened(hub).judged();
              request.shows(Shown.FAILED);
              hub.push("next", _ -> {});
              hub.retarget(request.number(), "relax", "next");
              hub.tell(Told.RETARGETED, request.number(), "relax", "next");
              hub.awaitIdle();
              assertThat(hub.shown(request.head()).getLast()).isEqualTo(Shown.PASSED);
              assertThat(request.comment().text()).doesNotContain("was weakened");
            }),
        of(
            "event",
            "a request from a stranger's fork is judged like any other",
            hub -> {
              int number = hub.openFromFork("gift", golden("weakened/head"));
              assertThat(hub.tellOfFork(number, "gift")).isEqualTo(202);
              hub.awaitIdle();
              assertThat(hub.shown(hub.tip("gift"))).containsExactly(Shown.FAILED);
              assertThat(hub.said(number)).hasSize(1);
            }),
        of(
            "event",
            "a label changes nothing and asks nothing",
            hub -> {
              Request request = weakened(hub);
              int calls = hub.calls();
              hub.tell(Told.LABELED, request.number(), "relax", "main");
              hub.awaitIdle();
              assertThat(hub.calls()).isEqualTo(calls);
            }),
        of(
            "event",
            "a push to another branch without a request asks nothing",
            hub -> {
              String before = hub.tip("main");
              String after = hub.push("relax", golden("weakened/head"));
              int calls = hub.calls();
              hub.tellPushed("relax", before, after);
              hub.awaitIdle();
              assertThat(hub.calls()).isEqualTo(calls);
            }),
        of(
            "event",
            "a deleted branch asks nothing",
            hub -> {
              int calls = hub.calls();
              hub.tellPushed("relax", hub.tip("main"), OctoShop.NOTHING);
              hub.awaitIdle();
              assertThat(hub.calls()).isEqualTo(calls);
            }),
        of(
            "event",
            "a request closed while its work waits ends cancelled",
            hub -> {
              Request request = weakened(hub);
              hub.disturb(Asked.REQUEST, new Fault.Status(500), FOREVER);
              hub.tell(Told.OPENED, request.number(), "relax", "main");
              Eventually.until(() -> !hub.shown(request.head()).isEmpty());
              hub.close(request.number());
              hub.tell(Told.CLOSED, request.number(), "relax", "main");
              hub.awaitIdle();
              request.shows(Shown.CANCELLED);
              assertThat(hub.said(request.number())).isEmpty();
            }),
        of(
            "event",
            "a request closed before it was heard of gets no comment",
            hub -> {
              Request request = weakened(hub);
              hub.close(request.number());
              request.judged();
              request.shows(Shown.CANCELLED);
              assertThat(hub.said(request.number())).isEmpty();
            }),
        of(
            "event",
            "a newer head is judged, and the older one's verdict cancelled",
            hub -> {
              Request older = weakened(hub);
              hub.disturb(Asked.REQUEST, new Fault.Status(500), FOREVER);
              hub.tell(Told.OPENED, older.number(), "relax", "main");
              Eventually.until(() -> !hub.shown(older.head()).isEmpty());
              hub.push("relax", golden("weakened/base"));
              Request newer = older.pushed();
              assertThat(hub.tell(Told.PUSHED, newer.number(), "relax", "main")).isEqualTo(202);
              hub.calm();
              hub.awaitIdle();
              newer.shows(Shown.PASSED);
              assertThat(hub.shown(older.head())).containsExactly(Shown.CANCELLED);
            }),
        of(
            "event",
            "a late delivery about an older head changes nothing",
            hub -> {
              Request older = weakened(hub).judged();
              hub.push("relax", golden("weakened/base"));
              Request newer = older.pushed();
              newer.judged(Told.PUSHED).shows(Shown.PASSED);
              String text = newer.comment().text();
              hub.tellOf(older.head(), older.number(), "relax", "main");
              hub.awaitIdle();
              newer.shows(Shown.PASSED);
              assertThat(newer.comment().text()).isEqualTo(text);
              older.shows(Shown.FAILED);
            }),
        of(
            "event",
            "deliveries in the wrong order end as those in the right one",
            hub -> {
              Request older = weakened(hub);
              hub.push("relax", golden("weakened/base"));
              Request newer = older.pushed();
              hub.tell(Told.PUSHED, newer.number(), "relax", "main");
              hub.tellOf(older.head(), newer.number(), "relax", "main");
              hub.awaitIdle();
              newer.shows(Shown.PASSED);
              assertThat(hub.shown(older.head())).noneMatch(Shown::isGreen);
              assertThat(hub.said(newer.number())).hasSizeLessThanOrEqualTo(1);
            }),
        of(
            "event",
            "in whatever order and however often its events come, a request ends the same",
            hub -> {
              var random = new Random(17);
              for (int i = 0; i < 6; i++) {
                String branch = "order-" + i;
                hub.work().git("checkout", "--quiet", "--detach", "main");
                Request first = request(hub, branch, golden("weakened/head"));
                hub.push(branch, golden("weakened/base"));
                Request second = first.pushed();
                String text = "Round " + i + ".\n";
                hub.push(
                    branch,
                    repo -> {
                      golden("weakened/head").accept(repo);
                      repo.write("notes.txt", text);
                    });
                Request last = second.pushed();
                int number = last.number();
                List<Runnable> events = new ArrayList<>();
                events.add(() -> hub.tellOf(first.head(), number, branch, "main"));
                events.add(() -> hub.tellOf(second.head(), number, branch, "main"));
                events.add(() -> hub.tellOf(last.head(), number, branch, "main"));
                events.add(() -> hub.tell(Told.RETARGETED, number, branch, "main"));
                events.add(() -> hub.tell(Told.CLOSED, number, branch, "main"));
                events.add(() -> hub.tell(Told.REOPENED, number, branch, "main"));
                events.addAll(List.copyOf(events).subList(0, 3));
                Collections.shuffle(events, random);
                events.forEach(Runnable::run);
                hub.awaitIdle();
                assertThat(hub.shown(last.head())).last().isEqualTo(Shown.FAILED);
                assertThat(last.comment().text()).contains("was weakened");
                for (Request older : List.of(first, second)) {
                  assertThat(hub.shown(older.head()))
                      .doesNotContain(Shown.WAITING)
                      .noneMatch(Shown::isGreen);
                }
                last.end();
              }
            }),
        of(
            "event",
            "what was accepted is worked on after a restart",
            hub -> {
              Request request = weakened(hub);
              hub.disturb(Asked.REQUEST, new Fault.Status(500), FOREVER);
              hub.tell(Told.OPENED, request.number(), "relax", "main");
              Eventually.until(() -> !hub.shown(request.head()).isEmpty());
              hub.restart();
              hub.calm();
              Eventually.until(() -> hub.shown(request.head()).contains(Shown.FAILED));
              hub.awaitIdle();
              request.shows(Shown.FAILED);
              request.comment();
            }));
  }

  private static List<Scenario> comments() {
    return List.of(
        of(
            "comment",
            "a later push edits it",
            hub -> {
              Request request = weakened(hub).judged();
              long first = request.comment().id();
              hub.push("relax", repo -> add(repo, "REQ-009: Later"));
              Request next = request.pushed();
              next.judged(Told.PUSHED);
              assertThat(next.comment().id()).isEqualTo(first);
              assertThat(next.comment().edits()).isEqualTo(1);
            }),
        of(
            "comment",
            "eight deliveries at once bring one",
            hub -> {
              Request request = weakened(hub);
              try (var people = Executors.newFixedThreadPool(8)) {
                List<CompletableFuture<Integer>> answers =
                    IntStream.range(0, 8)
                        .mapToObj(
                            i -> CompletableFuture.supplyAsync(() -> race(hub, request, i), people))
                        .toList();
                answers.forEach(answer -> assertThat(answer.join()).isEqualTo(202));
              }
              hub.awaitIdle();
              request.shows(Shown.FAILED);
              request.comment();
            }),
        of(
            "comment",
            "another author's with our marker stays as it is",
            hub -> {
              Request request = weakened(hub);
              String forged = MARKER + "\nAll is well.";
              hub.comment(request.number(), forged);
              request.judged();
              assertThat(hub.said(request.number()))
                  .extracting(Said::ours)
                  .containsExactly(false, true);
              assertThat(hub.said(request.number()).getFirst().text()).isEqualTo(forged);
            }),
        of(
            "comment",
            "one that a person deleted does not come back for the same verdict",
            hub -> {
              Request request = weakened(hub).judged();
              hub.deleteComment(request.number(), request.comment().id());
              hub.push("relax", repo -> repo.write("notes.txt", "Buy tea.\n"));
              request.pushed().judged(Told.PUSHED).shows(Shown.FAILED);
              assertThat(hub.said(request.number())).isEmpty();
            }),
        of(
            "comment",
            "one that a person deleted comes back when the verdict gets worse",
            hub -> {
              Request request = request(hub, "more", repo -> add(repo, "REQ-009: Later")).judged();
              request.shows(Shown.WARNED);
              hub.deleteComment(request.number(), request.comment().id());
              hub.push("more", golden("weakened/head"));
              Request next = request.pushed().judged(Told.PUSHED);
              next.shows(Shown.FAILED);
              assertThat(next.comment().text()).contains("was weakened");
            }),
        of(
            "comment",
            "two open requests that change one requirement hear of each other",
            hub -> {
              Request first = weakened(hub).judged();
              hub.work().git("checkout", "--quiet", "--detach", "main");
              Request second =
                  request(
                      hub,
                      "harder",
                      repo -> {
                        golden("weakened/head").accept(repo);
                        repo.write("notes.txt", "Buy tea.\n");
                      });
              second.judged();
              assertThat(second.comment().text())
                  .contains("Also open", "changes `auth/login#REQ-003`");
              assertThat(first.comment().text())
                  .contains("Also open", "changes `auth/login#REQ-003`");
              hub.close(second.number());
              hub.tell(Told.CLOSED, second.number(), "harder", "main");
              hub.awaitIdle();
              assertThat(first.comment().text()).doesNotContain("Also open");
            }),
        of(
            "comment",
            "2,000 weakened requirements fit in",
            hub -> {
              hub.push("main", repo -> repo.write(".sdd/specs/big/spec.md", big("MUST")));
              Request request =
                  request(hub, "big", repo -> repo.write(".sdd/specs/big/spec.md", big("MAY")));
              request.judged().shows(Shown.WARNED);
              assertThat(request.comment().text()).hasSizeLessThanOrEqualTo(65_536);
            }),
        of("comment", "100 hostile strings forge nothing in it", Hostile::play));
  }

  private static List<Scenario> trust() {
    return List.of(
        of(
            "trust",
            "a wrong secret is refused and asks nothing",
            hub -> {
              Request request = weakened(hub);
              byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
              assertThat(hub.tell(hub.headers("forged", body, "a guess"), body)).isEqualTo(401);
              assertThat(hub.calls()).isZero();
              assertThat(hub.shown(request.head())).isEmpty();
            }),
        of(
            "trust",
            "the secret that is being replaced is good as long as it is configured",
            hub -> {
              byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
              assertThat(hub.tell(hub.headers("new", body, hub.secret()), body)).isEqualTo(202);
              assertThat(hub.tell(hub.headers("old", body, hub.formerSecret()), body))
                  .isEqualTo(202);
            }),
        of(
            "trust",
            "a broken body is taken, put aside, and asks nothing",
            hub -> {
              byte[] body = "{\"action\": \"opened\", ".getBytes(StandardCharsets.UTF_8);
              assertThat(hub.tell(hub.headers("broken", body, hub.secret()), body)).isEqualTo(202);
              hub.awaitIdle();
              assertThat(hub.calls()).isZero();
            }),
        of(
            "trust",
            "a body of something else is taken and asks nothing",
            hub -> {
              byte[] body = "[[[[\"object_kind\"]]]]".getBytes(StandardCharsets.UTF_8);
              assertThat(hub.tell(hub.headers("other", body, hub.secret()), body)).isEqualTo(202);
              hub.awaitIdle();
              assertThat(hub.calls()).isZero();
            }),
        of(
            "trust",
            "a delivery without a name is refused as malformed",
            hub -> {
              byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
              assertThat(hub.tell(hub.headers("a b", body, hub.secret()), body)).isEqualTo(400);
            }));
  }

  private static List<Scenario> faults() {
    var all = new ArrayList<Scenario>();
    for (Asked asked :
        List.of(Asked.REQUEST, Asked.VERDICTS, Asked.VERDICT, Asked.COMMENTS, Asked.COMMENT)) {
      for (int code : List.of(409, 500, 502, 503)) {
        all.add(passing(asked, new Fault.Status(code), "answers " + code));
      }
      all.add(passing(asked, new Fault.Limited(), "asks to wait"));
      all.add(passing(asked, new Fault.Silent(), "is met with silence"));
      all.add(passing(asked, new Fault.Cut(), "is cut off"));
      all.add(passing(asked, new Fault.Half(), "answers half"));
      for (int code : List.of(400, 401, 403, 404, 422)) {
        all.add(lasting(asked, code));
      }
    }
    all.add(passing(Asked.VERDICT, new Fault.Unheard(), "is never heard to succeed"));
    all.add(passing(Asked.COMMENT, new Fault.Unheard(), "is never heard to succeed"));
    for (Error error : List.of(new OutOfMemoryError("Java heap space"), new StackOverflowError())) {
      String name = error.getClass().getSimpleName();
      all.add(
          of(
              "fault",
              "an assessment that ends with " + name + " is tried again",
              hub -> {
                Request request = weakened(hub);
                hub.breakAssessments(error, 1);
                request.judged().shows(Shown.FAILED);
                neverGreen(hub, request.head());
                request.comment();
              }));
    }
    all.add(
        of(
            "fault",
            "a target branch that is gone: not green, and says so",
            hub -> {
              hub.push("doomed", _ -> {});
              String head = hub.push("relax", golden("weakened/head"));
              int number = hub.open("relax", "doomed");
              hub.deleteBranch("doomed");
              hub.tellOf(head, number, "relax", "doomed");
              hub.awaitIdle();
              assertThat(hub.shown(head)).containsExactly(Shown.UNABLE);
              assertThat(hub.said(number).getFirst().text()).contains(UNABLE, "doomed");
            }));
    for (int code : List.of(401, 403, 404)) {
      all.add(
          of(
              "fault",
              "fetching answers " + code + " for good: not green, and says so",
              hub -> {
                Request request = weakened(hub);
                hub.disturb(Asked.GIT, new Fault.Status(code), FOREVER);
                request.judged().shows(Shown.UNABLE);
                neverGreen(hub, request.head());
                assertThat(request.comment().text())
                    .contains(UNABLE)
                    .doesNotContain("was weakened");
              }));
    }
    all.add(
        of(
            "fault",
            "a wrong configuration of the base: not green, and says whose move it is",
            hub -> {
              hub.push("main", repo -> repo.write(".sdd/config.yml", "version: 1\ngaets: {}\n"));
              Request request = weakened(hub).judged();
              request.shows(Shown.UNABLE);
              neverGreen(hub, request.head());
              assertThat(request.comment().text()).contains(UNABLE, ".sdd/config.yml", "gaets");
            }));
    all.add(
        of(
            "fault",
            "branches without a common commit: not green, and says so",
            hub -> {
              hub.work().git("checkout", "--quiet", "--orphan", "island");
              golden("weakened/head").accept(hub.work());
              hub.work().commit("An island");
              hub.push("islands", golden("weakened/head"));
              int number = hub.open("islands", "main");
              hub.tell(Told.OPENED, number, "islands", "main");
              hub.awaitIdle();
              assertThat(hub.shown(hub.tip("islands"))).containsExactly(Shown.UNABLE);
              assertThat(hub.said(number).getFirst().text()).contains(UNABLE);
            }));
    all.add(
        of(
            "fault",
            "no room for clones: not green, and says so",
            hub -> {
              Request request = weakened(hub);
              try {
                deleteAll(hub.data().resolve("clones"));
                Files.writeString(hub.data().resolve("clones"), "no folder");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              hub.tell(Told.OPENED, request.number(), "relax", "main");
              Eventually.until(() -> !hub.everShown(request.head()).isEmpty());
              neverGreen(hub, request.head());
            }));
    return all;
  }

  /// A fault that goes away: in the end everything is as it would have been.
  private static Scenario passing(Asked asked, Fault fault, String how) {
    String sentence = asked.words + " " + how + " once: the same in the end, nothing twice";
    return new Scenario(
        "fault",
        sentence,
        false,
        hub -> {
          Request request = weakenedBy(hub, sentence);
          hub.disturb(asked, fault, 1);
          request.judged();
          neverGreen(hub, request.head());
          request.shows(Shown.FAILED);
          assertThat(request.comment().text()).contains("was weakened");
          request.end();
        });
  }

  /// A fault that stays: what can be shown is shown, and nothing is green.
  private static Scenario lasting(Asked asked, int code) {
    String sentence = asked.words + " answers " + code + " for good: never green";
    return new Scenario(
        "fault",
        sentence,
        false,
        hub -> {
          Request request = weakenedBy(hub, sentence);
          hub.disturb(asked, new Fault.Status(code), FOREVER);
          request.judged();
          neverGreen(hub, request.head());
          switch (asked) {
            case REQUEST -> assertThat(hub.shown(request.head())).doesNotContain(Shown.FAILED);
            case COMMENTS, COMMENT -> {
              request.shows(Shown.FAILED);
              assertThat(hub.said(request.number())).isEmpty();
            }
            default ->
                assertThat(hub.said(request.number()))
                    .hasSize(1)
                    .allMatch(said -> said.text().contains("was weakened"));
          }
          request.end();
        });
  }

  private static int race(Hub hub, Request request, int i) {
    Told told = i % 2 == 0 ? Told.OPENED : Told.REOPENED;
    return hub.tell(told, request.number(), "relax", "main", "race-" + i);
  }

  private static void neverGreen(Hub hub, String head) {
    assertThat(hub.everShown(head)).noneMatch(Shown::isGreen);
    assertThat(hub.shown(head)).noneMatch(Shown::isGreen);
  }

  private static void deleteAll(java.nio.file.Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Scenario of(String area, String sentence, Consumer<Hub> play) {
    return new Scenario(area, sentence, true, play);
  }

  /// A weakened requirement on a branch that no other scenario has, with a head of its own.
  private static Request weakenedBy(Hub hub, String sentence) {
    String branch = "relax-" + Integer.toHexString(sentence.hashCode());
    hub.work().git("checkout", "--quiet", "--detach", "main");
    return request(
        hub,
        branch,
        repo -> {
          golden("weakened/head").accept(repo);
          repo.write("notes.txt", sentence + "\n");
        });
  }

  static Request weakened(Hub hub) {
    return request(hub, "relax", golden("weakened/head"));
  }

  static Request request(Hub hub, String branch, Consumer<TestRepo> change) {
    String head = hub.push(branch, change);
    return new Request(hub, hub.open(branch, "main"), branch, head);
  }

  private static void add(TestRepo repo, String title) {
    try {
      String text = Files.readString(repo.file(OctoShop.LOGIN_SPEC));
      repo.write(
          OctoShop.LOGIN_SPEC, text + "\n### " + title + "\n\nIt MUST be there before long.\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String big(String word) {
    var text = new StringBuilder("---\ncreated: 2026-01-10\n---\n\n# Big\n\n## Requirements\n");
    for (int i = 1; i <= 2_000; i++) {
      text.append("\n### REQ-%04d: Number %d\n\nThe part %d %s hold.\n".formatted(i, i, i, word));
    }
    return text.toString();
  }

  /// A request into `main`, at one of its heads.
  record Request(Hub hub, int number, String branch, String head) {
    Request judged() {
      return judged(Told.OPENED);
    }

    Request judged(Told told) {
      assertThat(hub.tell(told, number, branch, "main")).isEqualTo(202);
      hub.awaitIdle();
      return this;
    }

    /// The same after its branch was pushed to.
    Request pushed() {
      hub.refresh(number, branch, "main");
      return new Request(hub, number, branch, hub.tip(branch));
    }

    /// Closed, so that no later one hears of it.
    void end() {
      hub.calm();
      hub.close(number);
      judged(Told.CLOSED);
    }

    void shows(Shown shown) {
      assertThat(hub.shown(head)).containsExactly(shown);
    }

    /// What the app's only comment says.
    String summary() {
      List<Said> ours = hub.said(number).stream().filter(Said::ours).toList();
      assertThat(ours).hasSize(1);
      return ours.getFirst().text();
    }

    /// The only comment.
    Said comment() {
      assertThat(hub.said(number)).hasSize(1);
      return hub.said(number).getFirst();
    }
  }
}
