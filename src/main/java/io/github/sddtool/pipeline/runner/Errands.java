package io.github.sddtool.pipeline.runner;

import io.github.sddtool.pipeline.runner.Box.Outcome.Ended;
import io.github.sddtool.source.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

// @spec app/runners#REQ-RUN-007
/// What boxes that share no disk with this process come for, and bring back. Whoever shows a run's
/// token is given its order and its clone, and may answer once; with the run the token ends.
public final class Errands {
  private static final int TOKEN_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Set<Errand> open = ConcurrentHashMap.newKeySet();

  /// One run's; open until it is closed.
  public final class Errand implements AutoCloseable {
    private final Secret token;
    private final Path folder;
    private final String order;
    private final BlockingQueue<Ended> answer = new ArrayBlockingQueue<>(1);

    private Errand(Secret token, Path folder, String order) {
      this.token = token;
      this.folder = folder;
      this.order = order;
    }

    public Secret token() {
      return token;
    }

    /// Where the clone is on this disk.
    public Path folder() {
      return folder;
    }

    public String order() {
      return order;
    }

    /// Takes an answer; false when there is one already, or nobody waits for it any more.
    public boolean answer(Ended ended) {
      return open.contains(this) && answer.offer(ended);
    }

    /// The answer, as soon as it is there.
    public Optional<Ended> await(Duration atMost) throws InterruptedException {
      return Optional.ofNullable(answer.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }

  /// Opens an errand.
  public Errand open(Path clone, String order) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    var errand = new Errand(token, clone, order);
    open.add(errand);
    return errand;
  }

  /// The open errand with this token.
  public Optional<Errand> find(String token) {
    byte[] shown = token.getBytes(StandardCharsets.UTF_8);
    // One after the other, each in constant time: a look-up would tell by its time how much of a
    // guess is right.
    return open.stream()
        .filter(errand -> MessageDigest.isEqual(errand.token.bytes(), shown))
        .findFirst();
  }
}
