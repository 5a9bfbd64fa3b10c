package io.github.sddtool.app;

import static io.github.sddtool.app.OctoShop.golden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.app.Hub.Shown;
import io.github.sddtool.app.Hub.Told;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events of many pull requests at once, each request's in a random order and some twice.
class AnyOrderFaultTest {
  private static final int AT_ONCE = 20;

  @TempDir Path folder;

  /// A request with its heads, the newest last.
  private record Request(int number, String branch, List<String> heads) {}

  // @spec app/publishing#REQ-PUB-004, app/jobs#REQ-JOB-002
  @Test
  void everyOrderEndsInTheSameState() {
    int orders = Integer.getInteger("faults.orders", 1_000);
    var random = new Random(5);
    int same = 0;
    int doubled = 0;
    try (var hub = new GitHubHub(folder)) {
      hub.gitHub().callsPerHour(Integer.MAX_VALUE);
      hub.push("main", golden("weakened/base"));
      for (int done = 0; done < orders; done += AT_ONCE) {
        var requests = new ArrayList<Request>();
        var events = new ArrayList<List<Runnable>>();
        for (int i = done; i < done + AT_ONCE; i++) {
          Request request = request(hub, "order-" + i);
          requests.add(request);
          List<Runnable> own = events(hub, request);
          // Each of the others twice at most.
          own.addAll(List.copyOf(own).subList(0, random.nextInt(own.size())));
          Collections.shuffle(own, random);
          events.add(own);
        }
        interleaved(events, random).forEach(Runnable::run);
        hub.awaitIdle();
        for (Request request : requests) {
          List<Shown> shown = hub.shown(request.heads().getLast());
          boolean right = !shown.isEmpty() && shown.getLast() == Shown.FAILED;
          boolean olderEnded =
              request.heads().subList(0, 2).stream()
                  .flatMap(head -> hub.shown(head).stream())
                  .noneMatch(one -> one == Shown.WAITING || one.isGreen());
          same += right && olderEnded ? 1 : 0;
          doubled += Math.max(0, hub.said(request.number()).size() - 1);
          hub.close(request.number());
        }
        System.out.printf("faults: %d of %d orders played%n", done + AT_ONCE, orders);
      }
      System.out.printf(
          "faults: %d random orders and repetitions: %d ended the same, %d comments too many%n",
          orders, same, doubled);
      assertThat(same).isEqualTo(orders);
      assertThat(doubled).isZero();
    }
  }

  private static Request request(Hub hub, String branch) {
    hub.work().git("checkout", "--quiet", "--detach", "main");
    var heads = new ArrayList<String>();
    heads.add(hub.push(branch, golden("weakened/head")));
    int number = hub.open(branch, "main");
    heads.add(hub.push(branch, golden("weakened/base")));
    heads.add(
        hub.push(
            branch,
            repo -> {
              golden("weakened/head").accept(repo);
              repo.write("notes.txt", branch + "\n");
            }));
    hub.refresh(number, branch, "main");
    return new Request(number, branch, heads);
  }

  private static List<Runnable> events(Hub hub, Request request) {
    var events = new ArrayList<Runnable>();
    for (String head : request.heads()) {
      events.add(() -> hub.tellOf(head, request.number(), request.branch(), "main"));
    }
    for (Told told : List.of(Told.RETARGETED, Told.CLOSED, Told.REOPENED)) {
      events.add(() -> hub.tell(told, request.number(), request.branch(), "main"));
    }
    return events;
  }

  private static List<Runnable> interleaved(List<List<Runnable>> events, Random random) {
    var all = new ArrayList<Runnable>();
    var left = new ArrayList<List<Runnable>>();
    events.forEach(own -> left.add(new ArrayList<>(own)));
    while (!left.isEmpty()) {
      int next = random.nextInt(left.size());
      all.add(left.get(next).removeFirst());
      if (left.get(next).isEmpty()) {
        left.remove(next);
      }
    }
    return all;
  }
}
