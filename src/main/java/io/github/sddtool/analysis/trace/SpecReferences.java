package io.github.sddtool.analysis.trace;

import io.github.sddtool.source.FileTree;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.Reference;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

// @spec engine/impact#REQ-IMPACT-020, engine/impact#REQ-IMPACT-021
/// What the texts of specs refer to: another spec, or a file, or nothing that exists.
///
/// Names are compared whole, never by parts, so that `auth/login` is not seen in `auth/login-form`.
public final class SpecReferences {
  private final SpecSet specs;
  private final FileTree files;

  public SpecReferences(SpecSet specs, FileTree files) {
    this.specs = specs;
    this.files = files;
  }

  /// The other specs that a spec's text refers to, each once, in the order of the text.
  public Set<String> specsNamedBy(Spec spec) {
    var named = new LinkedHashSet<String>();
    for (Reference reference : spec.body().references()) {
      spec(spec, reference).filter(id -> !id.equals(spec.id())).ifPresent(named::add);
    }
    return named;
  }

  private Optional<String> spec(Spec from, Reference reference) {
    String target = reference.target();
    boolean silent =
        switch (reference.kind()) {
          case LINK -> isElsewhere(target);
          case IMAGE -> true;
          case MENTION -> !isTelling(target);
        };
    return silent ? Optional.empty() : at(from, name(target)).or(() -> byId(target));
  }

  /// The spec that stands at a path, as seen from the file of another or from the root.
  private Optional<String> at(Spec from, String name) {
    return resolve(from, name).flatMap(specs::at).or(() -> resolve("", name).flatMap(specs::at));
  }

  private Optional<String> byId(String target) {
    int hash = target.indexOf('#');
    return specs.spec(hash < 0 ? target : target.substring(0, hash)).map(Spec::id);
  }

  /// Whether a word can only be meant as a name of a spec or a file: a plain word in code is more
  /// often a name in a program.
  private static boolean isTelling(String word) {
    return word.indexOf('#') > 0 || word.indexOf('/') >= 0 || word.indexOf('-') > 0;
  }

  /// The links and images of a spec that lead to nothing in the repository.
  public List<Reference> broken(Spec spec) {
    return spec.body().references().stream()
        .filter(reference -> reference.kind() != Reference.Kind.MENTION)
        .filter(reference -> !isElsewhere(reference.target()))
        .filter(reference -> !exists(spec, name(reference.target())))
        .toList();
  }

  /// The path that a link of a file leads to, whether something is there or not; empty for an
  /// address, a place in the same file, the root, and what leads out of the repository.
  public static Optional<RepoPath> place(RepoPath from, String target) {
    if (isElsewhere(target)) {
      return Optional.empty();
    }
    String name = name(target);
    return resolve(name.startsWith("/") ? "" : from.folder(), name)
        .filter(path -> !path.isEmpty())
        .map(RepoPath::of);
  }

  /// Whether a link of a file leads to a path at which nothing is, and names no spec either.
  public boolean isBroken(RepoPath from, String target) {
    return place(from, target).filter(path -> !exists(path.value())).isPresent()
        && !(byName(from, name(target)) instanceof SpecSet.Resolution.Found);
  }

  private SpecSet.Resolution byName(RepoPath from, String name) {
    return specs
        .at(from.value())
        .flatMap(specs::spec)
        .map(spec -> specs.resolve(name, spec))
        .orElseGet(() -> specs.resolve(name));
  }

  private boolean exists(Spec spec, String name) {
    return resolve(spec, name).filter(this::exists).isPresent()
        || specs.resolve(name, spec) instanceof SpecSet.Resolution.Found;
  }

  private boolean exists(String path) {
    return path.isEmpty() || files.contains(RepoPath.of(path)) || files.isFolder(path);
  }

  /// Whether a target is no path: an address with a scheme, or a place in the same file.
  private static boolean isElsewhere(String target) {
    if (target.startsWith("#") || target.startsWith("//") || target.startsWith("?")) {
      return true;
    }
    int colon = target.indexOf(':');
    return colon > 1 && target.substring(0, colon).chars().allMatch(SpecReferences::isOfScheme);
  }

  private static boolean isOfScheme(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "+-.".indexOf(c) >= 0;
  }

  /// A target without query and anchor, percent signs resolved.
  private static String name(String target) {
    int end = target.length();
    for (char c : new char[] {'#', '?'}) {
      int at = target.indexOf(c);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String path = target.substring(0, end);
    if (path.indexOf('%') < 0) {
      return path;
    }
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return path;
    }
  }

  private static Optional<String> resolve(Spec from, String name) {
    return resolve(name.startsWith("/") ? "" : from.path().folder(), name);
  }

  /// A path from a folder; empty where it leads out of the repository.
  private static Optional<String> resolve(String folder, String name) {
    Deque<String> way = new ArrayDeque<>();
    for (String part : (folder + "/" + name).split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (way.pollLast() == null) {
            return Optional.empty();
          }
        }
        default -> way.addLast(Objects.requireNonNull(part));
      }
    }
    return Optional.of(String.join("/", way));
  }
}
