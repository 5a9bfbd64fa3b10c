import io.github.sddtool.analysis.trace.Item;
import io.github.sddtool.analysis.trace.ItemTrace;
import io.github.sddtool.app.Engine;
import io.github.sddtool.source.BlobId;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.source.folder.FolderSnapshot;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

// @spec formats/openfasttrace#REQ-OFT-011
/// Prints every item of a folder as we read it: id, path, line and state, separated by tabs. All of
/// the folder is one root, as for OpenFastTrace.
public class Items {
  private static final byte[] CONFIG =
      "version: 1\nspecs: [{format: openfasttrace, root: .}]\n".getBytes(StandardCharsets.UTF_8);
  private static final FileEntry CONFIG_FILE =
      new FileEntry(RepoPath.of(".sdd/config.yml"), new BlobId("config"), CONFIG.length);

  private record Configured(Snapshot folder) implements Snapshot {
    @Override
    public Optional<CommitId> commit() {
      return folder.commit();
    }

    @Override
    public List<FileEntry> files() {
      var files = new ArrayList<>(folder.files());
      files.removeIf(file -> file.path().value().startsWith(".sdd"));
      files.add(CONFIG_FILE);
      return files;
    }

    @Override
    public byte[] read(FileEntry file) {
      return file.equals(CONFIG_FILE) ? CONFIG.clone() : folder.read(file);
    }
  }

  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var folder = new Configured(FolderSnapshot.of(Path.of(arguments[0])));
    ItemTrace trace = Engine.assessor().assess(Change.of(folder)).survey().trace().items();
    for (Item item : trace.items()) {
      String id = item.origin().named() ? item.id().toString() : nameless(item);
      out.println(String.join("\t", id, item.at().path().value(), "" + item.at().line(), state(trace, item)));
    }
  }

  /// As the comparison knows the tags that OpenFastTrace numbers.
  private static String nameless(Item item) {
    return item.id().type() + "~" + item.id().name() + "~0";
  }

  private static String state(ItemTrace trace, Item item) {
    if (trace.isDefect(item)) {
      return "defect";
    }
    return trace.isCoveredDeeply(item) || item.isRejected() ? "ok" : "transitive";
  }
}
