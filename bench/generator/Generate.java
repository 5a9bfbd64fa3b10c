import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/// Makes the inputs of the benchmark; the same arguments make the same bytes.
///
/// ```sh
/// java bench/generator/Generate.java native FOLDER SPECS FILES
/// java bench/generator/Generate.java openfasttrace FOLDER ITEMS FILES
/// java bench/generator/Generate.java openspec FOLDER SPECS CHANGES
/// java bench/generator/Generate.java pulls FILES PULLS | git fast-import
/// ```
final class Generate {
  private static final int FUNCTIONS = 24;

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("pulls")) {
      try (var out = new BufferedOutputStream(System.out, 1 << 16)) {
        new PullRequests(number(arguments[1]), out).write(number(arguments[2]));
      }
      return;
    }
    int first = number(arguments[2]);
    int second = number(arguments[3]);
    Map<String, Supplier<String>> set =
        switch (arguments[0]) {
          case "native" -> new NativeSet(first, second, FUNCTIONS).all();
          case "openfasttrace" -> new OpenFastTraceSet(first, second).all();
          case "openspec" -> new OpenSpecSet(first, second).all();
          default -> throw new IllegalArgumentException("no such set: " + arguments[0]);
        };
    for (var file : set.entrySet()) {
      Path place = Path.of(arguments[1]).resolve(file.getKey());
      Files.createDirectories(place.getParent());
      Files.writeString(place, file.getValue().get());
    }
  }

  private static int number(String argument) {
    return Integer.parseInt(argument);
  }
}
