package io.github.sddtool.report;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/// Pages from templates, which stand beside this class as `<name>.peb`. Whatever is put in is
/// escaped where it comes to stand.
public final class Template {
  private Template() {}

  /// Made when the first page is asked for: most commands ask for none.
  private static final class Engine {
    private static final PebbleEngine PEBBLE = engine();

    private static PebbleEngine engine() {
      var loader = new ClasspathLoader(Template.class.getClassLoader());
      loader.setPrefix("io/github/sddtool/report");
      loader.setSuffix(".peb");
      return new PebbleEngine.Builder()
          .loader(loader)
          .strictVariables(true)
          .autoEscaping(true)
          .build();
    }
  }

  /// A page.
  ///
  /// @param model what its variables stand for; records' components are read by name
  public static String page(String name, Map<String, Object> model) {
    var page = new StringWriter();
    try {
      Engine.PEBBLE.getTemplate(name).evaluate(page, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString();
  }
}
