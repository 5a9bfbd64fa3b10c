package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommentReaderTest {
  @Test
  void adjacentLineCommentsOfOneColumnAreOneComment() {
    assertThat(scan(Language.GO, "x := 1 // a\n// b\n// c\n\n// d\n  // e\n"))
        .containsExactly(
            new Comment(1, 8, 1, "a"),
            new Comment(2, 1, 3, "b\nc"),
            new Comment(5, 1, 5, "d"),
            new Comment(6, 3, 6, "e"));
  }

  @Test
  void decorationIsTakenOffLineByLine() {
    assertThat(scan(Language.JAVA, "/**\n * One.\n *\n *   two\n */\nclass A {}"))
        .containsExactly(new Comment(1, 1, 5, "\nOne.\n\ntwo\n"));
    assertThat(scan(Language.RUST, "//! one\n//! two"))
        .containsExactly(new Comment(1, 1, 2, "one\ntwo"));
    assertThat(scan(Language.HTML, "<p>\n<!-- one\n two -->"))
        .containsExactly(new Comment(2, 1, 3, "one\ntwo"));
    assertThat(scan(Language.PYTHON, "def f():\n  r'''one\n  two\n  '''"))
        .containsExactly(new Comment(2, 3, 4, "one\ntwo\n"));
    assertThat(scan(Language.LUA, "--[==[ one\n]==]"))
        .containsExactly(new Comment(1, 1, 2, "one\n"));
    assertThat(scan(Language.RUBY, "=begin\none\n=end\n"))
        .containsExactly(new Comment(1, 1, 3, "\none\n"));
    assertThat(scan(Language.SQL, "---- one\n-- two"))
        .containsExactly(new Comment(1, 1, 2, "one\ntwo"));
  }

  @Test
  void aCommentWithoutEndReachesTheEndOfTheText() {
    assertThat(scan(Language.C, "int a; /* one\ntwo"))
        .containsExactly(new Comment(1, 8, 2, "one\ntwo"));
  }

  @Test
  void languagesAreKnownByNameAndExtension() {
    assertThat(Language.of(RepoPath.of("src/Main.JAVA"))).contains(Language.JAVA);
    assertThat(Language.of(RepoPath.of("Dockerfile"))).contains(Language.DOCKERFILE);
    assertThat(Language.of(RepoPath.of("docker/Dockerfile.dev"))).contains(Language.DOCKERFILE);
    assertThat(Language.of(RepoPath.of("README.md"))).isEmpty();
    assertThat(Language.of(RepoPath.of("LICENSE"))).isEmpty();
  }

  private static List<Comment> scan(Language language, String text) {
    return SourceScanner.scan(language, text).comments();
  }
}
