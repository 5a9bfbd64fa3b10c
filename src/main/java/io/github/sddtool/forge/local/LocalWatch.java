package io.github.sddtool.forge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.fault.Fault;
import io.github.sddtool.forge.Delivery;
import io.github.sddtool.source.CommitId;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

// @spec app/local#REQ-LOCAL-001
/// Looks at the branches of repositories on this disk and reports each one that is new, has moved
/// or is gone, for repositories that nobody has given a hook. What it saw is kept in a file.
public final class LocalWatch {
  private static final System.Logger LOG = System.getLogger(LocalWatch.class.getName());

  private final String forge;
  private final NavigableMap<String, Path> repositories;
  private final KeptFile memory;

  /// @param forge the id of the [LocalForge] that shall understand the deliveries
  /// @param publications where that forge keeps its files
  public LocalWatch(String forge, Map<String, Path> repositories, Path publications) {
    this.forge = forge;
    this.repositories = new TreeMap<>(repositories);
    this.memory = new KeptFile(publications.resolve(".watch.json"));
  }

  /// What happened since the last look; remembered as told when this returns.
  public List<Delivery> look(Instant now) {
    var deliveries = new ArrayList<Delivery>();
    look(now, deliveries::add);
    return List.copyOf(deliveries);
  }

  /// Hands on what happened since the last look, and remembers it only once `keep` has taken all.
  /// Should the process end in between, the same deliveries come again under the same ids: none is
  /// missed, and whoever keeps them by id has each once.
  public synchronized void look(Instant now, Consumer<Delivery> keep) {
    ObjectNode seen = memory.read().flatMap(Json::read).orElseGet(Json::object);
    boolean moved = false;
    for (Map.Entry<String, Path> repository : repositories.entrySet()) {
      List<Push> pushes = look(repository.getKey(), repository.getValue(), seen);
      pushes.forEach(push -> keep.accept(delivery(push, now)));
      moved |= !pushes.isEmpty();
    }
    if (moved) {
      memory.write(Json.write(seen));
    }
  }

  private static List<Push> look(String name, Path place, ObjectNode seen) {
    NavigableMap<String, CommitId> after;
    try {
      after = Branches.of(place).tips();
    } catch (Fault e) {
      // Not a sign that its branches are gone: what was seen of it stays as it is.
      LOG.log(Level.WARNING, "watch=unreadable repo={0} reason={1}", name, e.message());
      return List.of();
    }
    ObjectNode before = seen.get(name) instanceof ObjectNode known ? known : seen.putObject(name);
    var branches = new TreeSet<>(after.keySet());
    before.fieldNames().forEachRemaining(branches::add);
    var pushes = new ArrayList<Push>();
    for (String branch : branches) {
      Optional<CommitId> old = Json.text(before, branch).map(CommitId::new);
      Optional<CommitId> tip = Optional.ofNullable(after.get(branch));
      if (!old.equals(tip)) {
        pushes.add(new Push(name, "refs/heads/" + branch, old, tip));
      }
      if (tip.isPresent()) {
        before.put(branch, tip.get().hex());
      } else {
        before.remove(branch);
      }
    }
    return pushes;
  }

  private Delivery delivery(Push push, Instant now) {
    String what =
        String.join(
            "\0",
            push.repository(),
            push.ref(),
            push.before().map(CommitId::hex).orElse(""),
            push.after().map(CommitId::hex).orElse(""));
    return new Delivery(forge, "watch-" + digest(what), "push", now, push.body());
  }

  private static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
