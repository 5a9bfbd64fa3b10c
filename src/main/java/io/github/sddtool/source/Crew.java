package io.github.sddtool.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Does the same with each of many things, on one platform thread a core: reading files is bound by
/// the processor, and more threads than cores make it slower. Whoever asks takes part.
public final class Crew {
  /// How many things a thread takes at a time at most: few enough that all end together.
  private static final int HANDFUL = 8;

  /// Fewer things than these are done before a helper would have begun.
  private static final int WORTH_HELP = 4;

  /// Works in the thread that asks.
  public static final Crew ALONE = new Crew(1);

  private final int threads;

  private Crew(int threads) {
    this.threads = threads;
  }

  /// One thread for each core of the machine, four at most: a command shares it with others.
  public static Crew ofCores() {
    return of(Math.min(4, Runtime.getRuntime().availableProcessors()));
  }

  /// A crew of so many threads.
  ///
  /// @param threads from 1
  public static Crew of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("a crew needs a thread: " + threads);
    }
    return threads == 1 ? ALONE : new Crew(threads);
  }

  /// What becomes of each thing, in their order. What the work throws is thrown here, as it is,
  /// once every thread has stopped.
  ///
  /// @param work may be called from several threads at once
  public <T, R> List<R> map(List<T> things, Function<? super T, ? extends R> work) {
    if (threads == 1 || things.size() < WORTH_HELP) {
      var results = new ArrayList<R>(things.size());
      things.forEach(thing -> results.add(work.apply(thing)));
      return results;
    }
    return new Task<T, R>(things, work).run(threads - 1);
  }

  /// One list being worked through.
  private static final class Task<T, R> {
    private final List<T> things;
    private final Function<? super T, ? extends R> work;
    private final @Nullable Object[] results;
    private final int handful;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    Task(List<T> things, Function<? super T, ? extends R> work) {
      this.things = things;
      this.work = work;
      this.results = new @Nullable Object[things.size()];
      this.handful = Math.clamp(things.size() / HANDFUL, 1, HANDFUL);
    }

    List<R> run(int helpers) {
      var others = new ArrayList<Thread>(helpers);
      for (int i = 0; i < helpers; i++) {
        others.add(Thread.ofPlatform().daemon().name("sdd-crew-" + (i + 1)).start(this::take));
      }
      take();
      others.forEach(Task::await);
      rethrow();
      var list = new ArrayList<R>(results.length);
      for (Object result : results) {
        @SuppressWarnings("unchecked") // made by the work, which gives no other
        R one = (R) result;
        list.add(one);
      }
      return list;
    }

    private void take() {
      try {
        for (int from = next.getAndAdd(handful);
            from < results.length && thrown.get() == null;
            from = next.getAndAdd(handful)) {
          int to = Math.min(results.length, from + handful);
          for (int i = from; i < to; i++) {
            results[i] = work.apply(things.get(i));
          }
        }
      } catch (RuntimeException | Error e) {
        thrown.compareAndSet(null, e);
      }
    }

    /// The work is short, and its results would be lost: an interrupt is kept for whoever asks
    /// next.
    private static void await(Thread thread) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void rethrow() {
      if (thrown.get() instanceof RuntimeException e) {
        throw e;
      }
      if (thrown.get() instanceof Error e) {
        throw e;
      }
    }
  }
}
