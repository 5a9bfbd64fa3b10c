package io.github.sddtool.source.git;

import io.github.sddtool.fault.Fault;
import io.github.sddtool.fault.ForgeFault;
import io.github.sddtool.fault.SourceFault;
import io.github.sddtool.source.CommitId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

// @spec app/runners#REQ-RUN-007
/// Brings what a [CloneOffer] has of some commits: everything that is reached from them.
public final class CloneCopy {
  private CloneCopy() {}

  /// Makes a bare clone that holds the commits.
  ///
  /// @param shallow what [CloneOffer#shallow()] gave, so that history ends where it ends there
  /// @param folder where nothing is yet
  /// @throws SourceFault when what came cannot be read
  /// @throws io.github.sddtool.fault.ForgeFault when the other side does not answer
  public static void bring(URI from, Collection<CommitId> commits, String shallow, Path folder) {
    GitSettings.isolate();
    try {
      fetch(from, commits, shallow, folder);
    } catch (ForgeFault e) {
      throw new ForgeFault(unnamed(e, from), e.retry());
    } catch (SourceFault e) {
      throw new SourceFault(unnamed(e, from));
    }
  }

  /// Where it came from is between the two alone: who knows the address may fetch there.
  private static String unnamed(Fault fault, URI from) {
    return fault.message().replace(from.toString(), "the server's clone");
  }

  private static void fetch(URI from, Collection<CommitId> commits, String shallow, Path folder) {
    List<String> refspecs =
        commits.stream()
            .map(CommitId::hex)
            .distinct()
            .map(id -> "+" + id + ":refs/sdd/commit/" + id)
            .toList();
    var transport =
        new LibraryTransport(
            new FetchRequest(from, Optional.empty(), refspecs), FetchLimits.USUAL.leaving(0));
    try (Repository clone =
        new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
      clone.create(true);
      if (!shallow.isEmpty()) {
        Files.writeString(folder.resolve("shallow"), shallow);
      }
      transport.fill(clone);
    } catch (IOException | Transport.Damaged e) {
      throw new SourceFault("what was fetched cannot be read: " + e.getMessage(), e);
    }
  }
}
