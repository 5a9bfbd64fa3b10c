import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

// Maven's own virtual machine runs this, which may be a Java 17.
/// Builds our images as `Dockerfile.jib` describes them: a build file in Jib's form
/// (https://github.com/GoogleContainerTools/jib/tree/master/jib-cli#fully-annotated-build-file),
/// whose `x-targets` say what differs between images. Jib's own reader of build files is a program
/// that is published in no package; this reads the part of the form that we use, and refuses the
/// rest.
///
/// `Images ROOT OUT name=value…` writes `OUT/<target>.tar` and prints a digest for each.
final class Images {
  private static final String TARGETS = "x-targets";
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z]+)\\}");

  private final Path root;
  private final Map<String, String> parameters;

  private Images(Path root, Map<String, String> parameters) {
    this.root = root;
    this.parameters = parameters;
  }

  public static void main(String[] args) throws Exception {
    Path root = Path.of(args[0]);
    Path out = Path.of(args[1]);
    var parameters = new LinkedHashMap<String, String>();
    for (String arg : List.of(args).subList(2, args.length)) {
      String[] parts = arg.split("=", 2);
      parameters.put(parts[0], parts[1]);
    }
    var images = new Images(root, parameters);
    Files.createDirectories(out);
    Map<String, Object> file = images.read();
    for (String target : mapping(file.get(TARGETS), TARGETS).keySet()) {
      Path tar = out.resolve(target + ".tar");
      JibContainer built = images.build(file, target, tar);
      String digest = built.getDigest().toString();
      Files.writeString(out.resolve(target + ".digest"), digest + "\n");
      System.out.printf("%s  %s  %.1f MB%n", tar, digest, Files.size(tar) / 1e6);
    }
  }

  private Map<String, Object> read() throws IOException {
    String text = Files.readString(root.resolve("Dockerfile.jib"));
    Object read = new Load(LoadSettings.builder().build()).loadFromString(text);
    return mapping(substituted(read), "Dockerfile.jib");
  }

  private Object substituted(Object value) {
    if (value instanceof String text) {
      return PARAMETER
          .matcher(text)
          .replaceAll(found -> Matcher.quoteReplacement(parameter(found.group(1))));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(this::substituted).toList();
    }
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<String, Object>();
      map.forEach((key, one) -> copy.put(key.toString(), substituted(one)));
      return copy;
    }
    return value;
  }

  private String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "Dockerfile.jib: ${" + name + "} is none of the parameters " + parameters.keySet());
    }
    return value;
  }

  private JibContainer build(Map<String, Object> file, String target, Path tar) throws Exception {
    Map<String, Object> own = mapping(mapping(file.get(TARGETS), TARGETS).get(target), target);
    Map<String, Object> all = new LinkedHashMap<>(file);
    all.remove(TARGETS);
    own.forEach((key, value) -> {
      switch (key) {
        case "labels", "environment" -> {
          var both = new LinkedHashMap<>(mapping(all.getOrDefault(key, Map.of()), key));
          both.putAll(mapping(value, key));
          all.put(key, both);
        }
        case "layers" -> {
          var common = new LinkedHashMap<>(mapping(all.get(key), key));
          var entries = new ArrayList<Object>(list(common.get("entries"), "layers.entries"));
          entries.addAll(list(value, "layers"));
          common.put("entries", entries);
          all.put(key, common);
        }
        default -> all.put(key, value);
      }
    });
    return containerize(all, "sdd-tool/" + target + ":" + parameter("version"), tar);
  }

  private JibContainer containerize(Map<String, Object> all, String name, Path tar)
      throws Exception {
    Map<String, Object> left = new LinkedHashMap<>(all);
    expect(left.remove("apiVersion"), "jib/v1alpha1");
    expect(left.remove("kind"), "BuildFile");
    String from = text(mapping(left.remove("from"), "from").get("image"), "from.image");
    if (!from.startsWith("tar://")) {
      throw new IllegalArgumentException("from.image must be tar://FILE, not " + from);
    }
    JibContainerBuilder image =
        Jib.from(TarImage.at(root.resolve(from.substring("tar://".length()))));
    for (Map.Entry<String, Object> entry : left.entrySet()) {
      Object value = entry.getValue();
      String key = entry.getKey();
      switch (key) {
        case "format" -> image.setFormat(ImageFormat.valueOf(text(value, key)));
        case "creationTime" -> image.setCreationTime(Instant.parse(text(value, key)));
        case "environment" -> image.setEnvironment(texts(value, key));
        case "labels" -> image.setLabels(texts(value, key));
        case "user" -> image.setUser(text(value, key));
        case "workingDirectory" ->
            image.setWorkingDirectory(AbsoluteUnixPath.get(text(value, key)));
        case "entrypoint" -> image.setEntrypoint(strings(value, key));
        case "cmd" -> image.setProgramArguments(strings(value, key));
        case "volumes" -> image.setVolumes(set(value, key, AbsoluteUnixPath::get));
        case "exposedPorts" ->
            image.setExposedPorts(set(value, key, port -> Port.tcp(Integer.parseInt(port))));
        case "layers" -> image.setFileEntriesLayers(layers(mapping(value, key)));
        default -> throw new IllegalArgumentException("Dockerfile.jib: nothing reads " + key);
      }
    }
    return image.containerize(
        Containerizer.to(TarImage.at(tar).named(name))
            .setOfflineMode(true)
            .setBaseImageLayersCache(tar.resolveSibling("cache"))
            .setApplicationLayersCache(tar.resolveSibling("cache"))
            .setToolName("sdd"));
  }

  private List<FileEntriesLayer> layers(Map<String, Object> layers) throws IOException {
    Map<String, Object> usual = mapping(layers.get("properties"), "layers.properties");
    var all = new ArrayList<FileEntriesLayer>();
    for (Object entry : list(layers.get("entries"), "layers.entries")) {
      Map<String, Object> layer = mapping(entry, "layers.entries");
      var files = FileEntriesLayer.builder().setName(text(layer.get("name"), "layer.name"));
      for (Object file : list(layer.get("files"), "layer.files")) {
        Map<String, Object> copy = mapping(file, "layer.files");
        Map<String, Object> properties = new LinkedHashMap<>(usual);
        properties.putAll(mapping(copy.getOrDefault("properties", Map.of()), "properties"));
        add(
            files,
            root.resolve(text(copy.get("src"), "src")),
            AbsoluteUnixPath.get(text(copy.get("dest"), "dest")),
            new Properties(properties),
            strings(copy.getOrDefault("excludes", List.of()), "excludes").stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList());
      }
      all.add(files.build());
    }
    return all;
  }

  /// A file, or all files below a folder, in the order of their names.
  private static void add(
      FileEntriesLayer.Builder layer,
      Path from,
      AbsoluteUnixPath to,
      Properties properties,
      List<PathMatcher> excluded)
      throws IOException {
    if (!Files.exists(from)) {
      throw new IllegalArgumentException("Dockerfile.jib: there is no " + from);
    }
    try (Stream<Path> files = Files.walk(from)) {
      files
          .sorted()
          .filter(file -> excluded.stream().noneMatch(one -> one.matches(file)))
          .forEach(file -> layer.addEntry(properties.entry(from, file, to)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// How files are in the image.
  private record Properties(Map<String, Object> values) {
    private FileEntry entry(Path from, Path file, AbsoluteUnixPath to) {
      Path below = from.relativize(file);
      AbsoluteUnixPath path = below.toString().isEmpty() ? to : to.resolve(below);
      String permissions = Files.isDirectory(file) ? "directoryPermissions" : "filePermissions";
      return new FileEntry(
          file,
          path,
          FilePermissions.fromOctalString(value(permissions)),
          Instant.ofEpochMilli(Long.parseLong(value("timestamp"))),
          value("user") + ":" + value("group"));
    }

    private String value(String key) {
      return text(values.get(key), key);
    }
  }

  private static void expect(Object value, String expected) {
    if (!expected.equals(value)) {
      throw new IllegalArgumentException("expected " + expected + ", not " + value);
    }
  }

  private static String text(Object value, String key) {
    if (value instanceof String || value instanceof Integer) {
      return value.toString();
    }
    throw new IllegalArgumentException(key + " must be text, not " + value);
  }

  private static List<?> list(Object value, String key) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(key + " must be a list, not " + value);
  }

  private static List<String> strings(Object value, String key) {
    return list(value, key).stream().map(one -> text(one, key)).toList();
  }

  private static <T> Set<T> set(Object value, String key, Function<String, T> read) {
    var set = new LinkedHashSet<T>();
    strings(value, key).forEach(one -> set.add(read.apply(one)));
    return set;
  }

  private static Map<String, String> texts(Object value, String key) {
    var map = new LinkedHashMap<String, String>();
    mapping(value, key).forEach((name, one) -> map.put(name, text(one, key + "." + name)));
    return map;
  }

  private static Map<String, Object> mapping(Object value, String key) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(key + " must be a mapping, not " + value);
    }
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((name, one) -> copy.put(name.toString(), one));
    return copy;
  }
}
