package io.github.sddtool.source.git;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/// One fetch by the library, of everything, and what its failures mean.
final class LibraryTransport implements Transport {
  private final FetchRequest request;
  private final FetchLimits limits;
  private final OneHost host;
  private final List<RefSpec> specs;

  LibraryTransport(FetchRequest request, FetchLimits limits) {
    this.request = request;
    this.limits = limits;
    this.host = new OneHost(request);
    // Forced: the clone mirrors, it has no commits of its own to lose.
    this.specs =
        request.refspecs().stream().map(spec -> new RefSpec(spec).setForceUpdate(true)).toList();
  }

  @Override
  public void update(Repository clone) throws Damaged {
    if (ProgramTransport.isPartial(clone)) {
      throw new Damaged("it was made without contents, which the library cannot add to");
    }
    fill(clone);
  }

  @Override
  public Promisor promisor(Repository clone) {
    return Promisor.NONE;
  }

  @Override
  public void fill(Repository clone) throws Damaged {
    try (var transport = open(clone)) {
      for (TrackingRefUpdate update :
          transport.fetch(new Watch(limits, clone), specs).getTrackingRefUpdates()) {
        if (!isDone(update.getResult())) {
          throw new Damaged(update.getLocalName() + ": " + update.getResult());
        }
      }
      keepSingleCommits(clone);
    } catch (NotSupportedException | URISyntaxException e) {
      throw new SourceFault("cannot fetch from " + request.uri(), e);
    } catch (IOException e) {
      if (limits.isDiskFull(clone.getDirectory().toPath())) {
        throw limits.diskFull();
      }
      checkHealth(clone);
      throw meaning(e);
    }
    checkHealth(clone);
  }

  private org.eclipse.jgit.transport.Transport open(Repository clone)
      throws NotSupportedException, TransportException, URISyntaxException {
    var transport =
        org.eclipse.jgit.transport.Transport.open(clone, new URIish(request.uri().toString()));
    transport.setTimeout(Math.toIntExact(Math.max(1, limits.silence().toSeconds())));
    transport.setTagOpt(TagOpt.NO_TAGS);
    transport.setCheckFetchedObjects(true);
    if (transport instanceof TransportHttp http) {
      host.guard(http);
    }
    return transport;
  }

  /// Asks the other side for its refs alone; returns when it answers and has those that are wanted.
  void probe(Repository clone) {
    try (var transport = open(clone);
        FetchConnection connection = transport.openFetch(specs)) {
      for (RefSpec spec : specs) {
        if (!ObjectId.isId(spec.getSource()) && connection.getRef(spec.getSource()) == null) {
          throw new SourceFault(request.uri() + " has no " + spec.getSource());
        }
      }
    } catch (NotSupportedException | URISyntaxException e) {
      throw new SourceFault("cannot fetch from " + request.uri(), e);
    } catch (IOException e) {
      throw meaning(e);
    }
  }

  private static boolean isDone(RefUpdate.Result result) {
    return switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> true;
      default -> false;
    };
  }

  /// A commit asked for by its id comes without a ref; the right side keeps it from being
  /// collected.
  private void keepSingleCommits(Repository clone) throws IOException, Damaged {
    for (RefSpec spec : specs) {
      if (ObjectId.isId(spec.getSource()) && spec.getDestination() != null) {
        RefUpdate update = clone.updateRef(spec.getDestination());
        update.setNewObjectId(ObjectId.fromString(spec.getSource()));
        update.setForceUpdate(true);
        RefUpdate.Result result = update.update();
        if (!isDone(result)) {
          throw new Damaged(spec.getDestination() + ": " + result);
        }
      }
    }
  }

  /// Looks whether the tips that are here can be read; deeper damage shows when it is met.
  void checkHealth(Repository clone) throws Damaged {
    try (var walk = new RevWalk(clone)) {
      for (RefSpec spec : specs) {
        Ref tip = spec.getDestination() == null ? null : clone.exactRef(spec.getDestination());
        if (tip != null && tip.getObjectId() != null) {
          RevCommit commit = walk.parseCommit(tip.getObjectId());
          walk.parseTree(commit.getTree());
        }
      }
    } catch (IOException e) {
      throw new Damaged("cannot read what was fetched", e);
    }
  }

  private Fault meaning(IOException e) {
    String where = request.uri().toString();
    Optional<String> missing = missing(e);
    if (missing.isPresent()) {
      return new SourceFault(where + " has no " + missing.get(), e);
    }
    return switch (host.status()) {
      case 401, 403 -> new SourceFault(where + " refused access (" + host.status() + ")", e);
      case 404, 410 -> new SourceFault("there is no repository at " + where, e);
      default -> {
        if (request.isFile() || e instanceof NoRemoteRepositoryException) {
          yield new SourceFault("cannot fetch from " + where + ": " + e.getMessage(), e);
        }
        yield new ForgeFault(
            "fetching from " + where + " did not succeed: " + e.getMessage(),
            new ForgeFault.Retry.Backoff(),
            e);
      }
    };
  }

  /// The left side that the remote said it lacks. The library tells in its message alone.
  private Optional<String> missing(IOException e) {
    if (!(e instanceof TransportException)) {
      return Optional.empty();
    }
    String message = String.valueOf(e.getMessage());
    return specs.stream()
        .map(RefSpec::getSource)
        .filter(source ->
            message.contains("does not have " + source + " available")
                || (ObjectId.isId(source) && message.contains(source)))
        .findFirst();
  }

  /// Ends a fetch that trickles on for ever, or fills the disk.
  private static final class Watch extends EmptyProgressMonitor {
    private static final long LOOK = FetchLimits.BETWEEN_LOOKS.toNanos();

    private final FetchLimits limits;
    private final Path clone;
    private final long end;
    private long looked = System.nanoTime() - LOOK;
    private boolean full;

    Watch(FetchLimits limits, Repository clone) {
      this.limits = limits;
      this.clone = clone.getDirectory().toPath();
      this.end = System.nanoTime() + limits.total().toNanos();
    }

    @Override
    public boolean isCancelled() {
      long now = System.nanoTime();
      // Asked for every few objects; the disk is not.
      if (now - looked >= LOOK) {
        looked = now;
        full = limits.isDiskFull(clone);
      }
      return full || now - end > 0 || Thread.currentThread().isInterrupted();
    }
  }
}
