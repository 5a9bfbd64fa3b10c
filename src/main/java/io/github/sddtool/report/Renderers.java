package io.github.sddtool.report;

import io.github.sddtool.fault.UserFault;
import java.util.List;
import java.util.stream.Collectors;

/// The formats of `--format`.
public final class Renderers {
  /// All of them, the default first.
  public static final List<Renderer> ALL =
      List.of(
          new ConsoleRenderer(),
          new JsonRenderer(),
          new MarkdownRenderer(),
          new SarifRenderer(),
          new JUnitRenderer(),
          new CodeQualityRenderer(),
          new AnnotationsRenderer(),
          new HtmlRenderer());

  private Renderers() {}

  /// The renderer of a name.
  ///
  /// @throws UserFault naming the choices
  public static Renderer named(String name) {
    return ALL.stream()
        .filter(renderer -> renderer.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            UserFault.usage(
                "Unknown format '"
                    + name
                    + "'. One of: "
                    + ALL.stream().map(Renderer::name).collect(Collectors.joining(", "))
                    + "."));
  }
}
