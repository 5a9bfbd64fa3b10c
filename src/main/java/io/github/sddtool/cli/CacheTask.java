package io.github.sddtool.cli;

import io.github.sddtool.analysis.Question;
import io.github.sddtool.analysis.Request;
import io.github.sddtool.app.Engine;
import io.github.sddtool.app.Version;
import io.github.sddtool.facts.FactsCodec;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.fault.StoreFault;
import io.github.sddtool.fault.UserFault;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.store.FactsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;

// @spec engine/cache#REQ-CACHE-006
/// `sdd cache init|rebuild|verify|status|clear`
@Command(description = "Looks after .sdd/.cache, from which files are not read twice.")
final class CacheTask implements Callable<Integer> {
  /// What is done with the cache.
  enum Kind {
    /// Makes an empty one where there is none.
    INIT,
    /// Makes it anew from the files as they are now.
    REBUILD,
    /// Reads every file again and compares.
    VERIFY,
    /// Says what is in it.
    STATUS,
    /// Deletes it.
    CLEAR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final SddCommand sdd;
  private final Console console;
  private final Kind kind;

  CacheTask(SddCommand sdd, Console console, Kind kind) {
    this.sdd = sdd;
    this.console = console;
    this.kind = kind;
  }

  @Override
  public Integer call() {
    try (Workspace workspace = Workspace.open(sdd.folder())) {
      Snapshot files = workspace.files();
      Path folder = workspace.cacheFolder(files).orElseThrow(CacheTask::notOurs);
      FactsFile cache = FactsFile.open(folder, Version.build());
      return switch (kind) {
        case INIT -> init(cache);
        case REBUILD -> rebuild(cache, folder, workspace);
        case VERIFY -> verify(cache, workspace);
        case STATUS -> status(cache);
        case CLEAR -> clear(cache);
      };
    } catch (IOException e) {
      throw new StoreFault(
          "The cache "
              + Workspace.CACHE
              + " cannot be written: give the user that runs sdd write access to it ["
              + e
              + "]",
          e);
    }
  }

  private static UserFault notOurs() {
    return UserFault.usage(
        "The repository tracks files in "
            + Workspace.CACHE
            + ", does not ignore them, or has a link there; what it says cannot be trusted. Remove"
            + " them with `git rm -r --cached "
            + Workspace.CACHE
            + "` and delete the folder.");
  }

  private int init(FactsFile cache) throws IOException {
    cache.save();
    return say(
        cache.file()
            + (cache.state() == FactsFile.State.GOOD ? " is there already." : " is made."));
  }

  private int rebuild(FactsFile cache, Path folder, Workspace workspace) throws IOException {
    cache.clear();
    FactsFile empty = FactsFile.open(folder, Version.build());
    read(workspace, empty);
    empty.save();
    return say(empty.file() + " knows " + contents(empty.added()) + " now.");
  }

  /// Reads what the working tree has by the memory.
  private static void read(Workspace workspace, FactsMemory memory) {
    Change change = workspace.change(Optional.empty(), Optional.empty());
    Engine.assessor(memory)
        .assess(change, Request.of(Question.SYNC).on(LocalDate.now(ZoneOffset.UTC)));
  }

  private int verify(FactsFile cache, Workspace workspace) {
    if (cache.state() != FactsFile.State.GOOD) {
      say(cache.file() + ": " + state(cache) + ".");
      return cache.state() == FactsFile.State.ABSENT
          ? ExitCode.PASS.code()
          : ExitCode.FINDINGS.code();
    }
    var comparison = new Comparison(cache, new AtomicInteger(), new AtomicInteger());
    read(workspace, comparison);
    int wrong = comparison.wrong().get();
    say(
        cache.file()
            + ": "
            + contents(comparison.same().get())
            + " of the files as they are now compared, "
            + (wrong == 0
                ? "all the same."
                : wrong + " not the same; `sdd cache rebuild` makes it anew."));
    return wrong == 0 ? ExitCode.PASS.code() : ExitCode.FINDINGS.code();
  }

  /// Knows nothing, so that everything is read, and compares what was read with the file.
  private record Comparison(FactsFile cache, AtomicInteger same, AtomicInteger wrong)
      implements FactsMemory {
    @Override
    public Optional<Object> recall(BlobId blob, String kind) {
      return Optional.empty();
    }

    @Override
    public void remember(BlobId blob, String kind, Object facts) {
      Optional<byte[]> stored = cache.stored(blob, kind);
      Optional<byte[]> read = FactsCodec.written(facts);
      if (stored.isPresent() && read.isPresent()) {
        boolean equal = Arrays.equals(stored.get(), read.get());
        (equal ? same : wrong).incrementAndGet();
      }
    }
  }

  private int status(FactsFile cache) {
    say(cache.file() + ": " + state(cache) + ".");
    say(
        contents(cache.entries())
            + ", "
            + kibibytes(cache.bytes())
            + " of at most "
            + kibibytes(cache.budget())
            + ".");
    return ExitCode.PASS.code();
  }

  private int clear(FactsFile cache) throws IOException {
    cache.clear();
    return say(cache.file() + " is deleted.");
  }

  private static String state(FactsFile cache) {
    return switch (cache.state()) {
      case ABSENT -> "there is none yet; the next command makes it";
      case GOOD -> "good, and made by this version";
      case OTHER_VERSION -> "made by another version of sdd; the next command makes it anew";
      case DAMAGED -> "damaged; the next command makes it anew";
    };
  }

  private static String contents(int count) {
    return count + (count == 1 ? " content" : " contents");
  }

  private static String kibibytes(long bytes) {
    return (bytes + 1023) / 1024 + " KiB";
  }

  private int say(String line) {
    if (!sdd.quiet()) {
      console.out().println(line);
      console.out().flush();
    }
    return ExitCode.PASS.code();
  }
}
