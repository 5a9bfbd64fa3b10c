import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A repository with a branch, a history and pull requests, as `git fast-import` reads it. Refs
/// have the names that the server gives them in its clones.
final class PullRequests {
  private static final int COMMITS = 50;
  private static final int SOURCES = 8;
  private static final int FUNCTIONS = 8;
  private static final String BASE = "refs/sdd/base/main";

  private final NativeSet set;
  private final OutputStream out;

  PullRequests(int files, OutputStream out) {
    this.set = new NativeSet(Math.max(1, files / 100), files, FUNCTIONS);
    this.out = out;
  }

  /// All files, a history that changes some, and from its tip one commit a pull request.
  void write(int pulls) throws IOException {
    commit(BASE, 0, "");
    for (var file : set.all().entrySet()) {
      put(file.getKey(), file.getValue().get());
    }
    for (int number = 1; number <= COMMITS; number++) {
      commit(BASE, number, "");
      change(number);
    }
    for (int pull = 1; pull <= pulls; pull++) {
      commit("refs/sdd/pull/" + pull, COMMITS + pull, "from " + BASE + "\n");
      change(COMMITS + pull);
    }
  }

  /// Eight source files and a test of one domain, and a spec.
  private void change(int revision) throws IOException {
    Words words = Words.of(3, revision);
    int k = words.below(set.files());
    for (int sources = 0; sources < SOURCES; k = (k + set.domains()) % set.files()) {
      if (!NativeSet.isTest(k)) {
        put(set.sourcePath(k), set.source(k, revision));
        sources++;
      }
    }
    while (!NativeSet.isTest(k)) {
      k = (k + 1) % set.files();
    }
    put(set.sourcePath(k), set.source(k, revision));
    int spec = words.below(set.specs());
    put(NativeSet.specPath(spec), set.spec(spec, revision));
  }

  private void commit(String ref, int number, String from) throws IOException {
    text("commit " + ref + "\ncommitter bench <bench@localhost> ");
    text(1_750_000_000 + number * 3_600 + " +0000\ndata 0\n" + from);
  }

  private void put(String path, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    text("M 100644 inline " + path + "\ndata " + bytes.length + "\n");
    out.write(bytes);
    out.write('\n');
  }

  private void text(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
