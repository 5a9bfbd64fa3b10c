package io.github.sddtool.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Delivers as a forge does behind a balancer: at a steady rate, to whichever server is there. What
/// no server took within the time that forges wait is given up, and was not acknowledged.
final class Load implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// A forge does not send everything at once either.
  private static final int AT_ONCE = 64;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// What is delivered.
  record Item(String id, OctoShop.WebhookBody body) {}

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Supplier<List<Integer>> ports;
  private final AtomicInteger turn = new AtomicInteger();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Double> millis = new ConcurrentLinkedQueue<>();
  private final Map<String, Map<String, String>> signed = new ConcurrentHashMap<>();
  private final AtomicLong refusals = new AtomicLong();
  private final AtomicLong breaks = new AtomicLong();
  private final Semaphore lines = new Semaphore(AT_ONCE);
  private final AtomicLong givenUp = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private volatile boolean ended;
  private Thread sender = new Thread(() -> {});

  /// @param ports of the servers that may be there
  Load(Supplier<List<Integer>> ports) {
    this.ports = ports;
  }

  /// Sends so many a second until [#end()], on a thread of its own.
  Thread steadily(int perSecond, IntFunction<Item> items) {
    sender =
        Thread.ofPlatform()
        .name("load")
        .start(() -> {
          long begin = System.nanoTime();
          for (int number = 0; !ended; number++) {
            long due = begin + number * 1_000_000_000L / perSecond;
            long early = due - System.nanoTime();
            if (early > 0) {
              sleep(Duration.ofNanos(early));
            }
            send(items.apply(number), System.nanoTime() + PATIENCE.toNanos());
          }
        });
    return sender;
  }

  /// Sends what has to arrive, again and again under the same id until it was taken.
  void send(Item item) {
    send(item, Long.MAX_VALUE);
  }

  private void send(Item item, long deadline) {
    open.incrementAndGet();
    senders.execute(() -> {
      try {
        if (!isTaken(item, deadline)) {
          givenUp.incrementAndGet();
        }
      } finally {
        open.decrementAndGet();
      }
    });
  }

  private boolean isTaken(Item item, long deadline) {
    while (System.nanoTime() < deadline) {
      List<Integer> all = ports.get();
      if (!all.isEmpty()) {
        lines.acquireUninterruptibly();
        try {
          if (taken(item, all.get(Math.floorMod(turn.getAndIncrement(), all.size())))) {
            return true;
          }
        } finally {
          lines.release();
        }
      }
      sleep(PAUSE);
    }
    return false;
  }

  private boolean taken(Item item, int port) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/github"))
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofByteArray(item.body().bytes().toArray()));
    headers(item).forEach(request::header);
    long begin = System.nanoTime();
    try {
      int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status == 202) {
        millis.add((System.nanoTime() - begin) / 1e6);
        acknowledged.add(item.id());
        return true;
      }
      refusals.incrementAndGet();
    } catch (IOException e) {
      breaks.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return false;
  }

  /// The signature is of the body alone.
  private Map<String, String> headers(Item item) {
    Map<String, String> headers =
        new java.util.HashMap<>(
            signed.computeIfAbsent(
                Integer.toHexString(System.identityHashCode(item.body())),
                _ -> item.body().headers("id")));
    headers.replaceAll((name, value) -> name.equalsIgnoreCase("X-GitHub-Delivery") ? item.id() : value);
    return headers;
  }

  /// Sends nothing new; returns when everything was taken or given up.
  void end() {
    ended = true;
    while (open.get() > 0) {
      sleep(PAUSE);
    }
  }

  Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /// What it came to, for people.
  String figures() {
    List<Double> sorted = new ArrayList<>(millis);
    sorted.sort(Double::compare);
    return "%d acknowledged (p50 %.1f ms, p99 %.0f ms, max %.0f ms), %d answered otherwise, %d broken off, %d given up"
        .formatted(
            sorted.size(),
            at(sorted, 0.5),
            at(sorted, 0.99),
            at(sorted, 1),
            refusals.get(),
            breaks.get(),
            givenUp.get());
  }

  double percentile(double part) {
    List<Double> sorted = new ArrayList<>(millis);
    sorted.sort(Double::compare);
    return at(sorted, part);
  }

  private static double at(List<Double> sorted, double part) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(part * sorted.size()) - 1));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    ended = true;
    join(sender);
    senders.shutdownNow();
    client.shutdownNow();
  }
}
