package io.github.sddtool.source.git;

import java.util.Optional;

class LibraryClonePoolTest extends ClonePoolTest {
  @Override
  Optional<GitProgram> git() {
    return Optional.empty();
  }
}
