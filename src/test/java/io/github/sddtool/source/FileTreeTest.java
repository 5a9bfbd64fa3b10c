package io.github.sddtool.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A tree made from another one is the tree of the same files made anew.
class FileTreeTest {
  @Property(tries = 300)
  void aTreeMadeFromAnotherOneAnswersLikeOneMadeAnew(
      @ForAll("files") List<FileEntry> first, @ForAll("edits") List<List<FileDelta>> edits) {
    var files = new TreeMap<RepoPath, FileEntry>();
    first.forEach(file -> files.put(file.path(), file));
    FileTree tree = FileTree.of(first);
    for (List<FileDelta> edit : edits) {
      edit.forEach(delta ->
          delta
              .after()
              .ifPresentOrElse(
                  file -> files.put(delta.path(), file), () -> files.remove(delta.path())));
      tree = tree.with(edit);
    }
    FileTree anew = FileTree.of(new ArrayList<>(files.values()));

    assertThat(tree.files()).isEqualTo(anew.files());
    assertThat(tree.size()).isEqualTo(anew.size());
    assertThat(tree.paths()).containsExactlyElementsOf(files.keySet());
    for (String name : List.of("a", "b", "a.b", "a/b", "b/a", "a/a/b")) {
      RepoPath path = RepoPath.of(name);
      assertThat(tree.find(path)).isEqualTo(anew.find(path));
      assertThat(tree.isFolder(name)).as(name).isEqualTo(anew.isFolder(name));
      assertThat(tree.below(name, 2)).isEqualTo(anew.below(name, 2));
      assertThat(tree.named(path.fileName()))
          .containsExactlyInAnyOrderElementsOf(anew.named(path.fileName()));
    }
  }

  @Provide
  Arbitrary<List<FileEntry>> files() {
    return entries().list().ofMaxSize(12);
  }

  @Provide
  Arbitrary<List<List<FileDelta>>> edits() {
    Arbitrary<FileDelta> edit =
        Combinators.combine(entries(), Arbitraries.of(true, false))
            .as((file, stays) ->
                new FileDelta(
                    file.path(), Optional.empty(), stays ? Optional.of(file) : Optional.empty()));
    return edit.list().ofMaxSize(6).list().ofMaxSize(4);
  }

  private static Arbitrary<FileEntry> entries() {
    Arbitrary<String> paths =
        Arbitraries.of("a", "b", "a.b")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(s -> String.join("/", s));
    return Combinators.combine(paths, Arbitraries.of("1", "2"))
        .as((path, blob) -> new FileEntry(RepoPath.of(path), new BlobId(blob), 1));
  }
}
