package io.github.sddtool.forge.github;

import io.github.sddtool.forge.Ask;
import io.github.sddtool.source.RepoId;
import java.io.IOException;
import org.kohsuke.github.GHRepository;

/// A way into repositories, and who we are there.
interface RepositoryAccess {
  /// Something asked of GitHub about one repository.
  @FunctionalInterface
  interface Work<T> {
    T in(GHRepository repository) throws IOException;
  }

  /// Does work in a repository.
  ///
  /// @throws io.github.sddtool.fault.ForgeFault when GitHub does not answer as asked
  <T> T call(Ask ask, RepoId repo, Work<T> work);

  /// The login under which GitHub shows what we write.
  String login() throws IOException;
}
