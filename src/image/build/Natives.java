import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

// Maven's own virtual machine runs this, which may be a Java 17.
/// Takes the machine code of other systems out of libraries: most of their size, and nothing that
/// an image for one system can run. `Natives FOLDER` goes through the jars of a folder.
final class Natives {
  private static final List<String> CODE = List.of(".so", ".dll", ".dylib", ".jnilib");

  /// Prefixes of what this machine runs, in the libraries that bring code.
  private static final List<String> OURS =
      System.getProperty("os.arch").equals("aarch64")
          ? List.of("/org/sqlite/native/Linux/aarch64/", "/lib/aarch64-linux-gnu-")
          : List.of("/org/sqlite/native/Linux/x86_64/", "/lib/x86_64-linux-gnu-");

  private Natives() {}

  public static void main(String[] args) throws IOException {
    long freed = 0;
    try (Stream<Path> jars = Files.list(Path.of(args[0]))) {
      for (Path jar : jars.sorted().toList()) {
        long before = Files.size(jar);
        strip(jar);
        freed += before - Files.size(jar);
      }
    }
    System.out.printf("code of other systems: %.1f MB less%n", freed / 1e6);
  }

  private static void strip(Path jar) throws IOException {
    List<String> foreign;
    try (FileSystem zip = FileSystems.newFileSystem(jar);
        Stream<Path> files = Files.walk(zip.getPath("/"))) {
      foreign = files.map(Path::toString).filter(Natives::isForeign).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (foreign.isEmpty()) {
      return;
    }
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of())) {
      for (String name : foreign) {
        Files.delete(zip.getPath(name));
      }
    }
  }

  private static boolean isForeign(String name) {
    return CODE.stream().anyMatch(name::endsWith) && OURS.stream().noneMatch(name::startsWith);
  }
}
