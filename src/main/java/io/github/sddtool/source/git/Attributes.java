package io.github.sddtool.source.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Repository;

/// What `.gitattributes` files make of the content of others.
final class Attributes {
  private static final String FILE = ".gitattributes";
  private static final long MAX_FILE = 1 << 20;

  /// The attributes by which git stores other bytes than those in the working tree; line ends
  /// apart.
  private static final List<String> CONVERTING =
      List.of("filter", "ident", "working-tree-encoding");

  private Attributes() {}

  /// Whether no file passes through a conversion on its way into git. In doubt the answer is no.
  static boolean leaveContentAlone(Repository repository, List<FileWalk.Found> files) {
    Path own = repository.getCommonDirectory().toPath().resolve("info").resolve("attributes");
    boolean elsewhere =
        Files.exists(own, LinkOption.NOFOLLOW_LINKS) || GitSettings.hasUserAttributes(repository);
    return !elsewhere
        && files.stream()
            .filter(file -> file.fullPath().endsWith(FILE))
            .allMatch(Attributes::convertsNothing);
  }

  private static boolean convertsNothing(FileWalk.Found file) {
    if (file.size() > MAX_FILE) {
      return false;
    }
    try {
      String text = new String(FileContent.bytes(file.file(), file.size()), ISO_8859_1);
      return CONVERTING.stream().noneMatch(text::contains);
    } catch (IOException _) {
      return false;
    }
  }
}
