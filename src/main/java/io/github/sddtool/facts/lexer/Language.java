package io.github.sddtool.facts.lexer;

import io.github.sddtool.source.RepoPath;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

// @spec engine/markers#REQ-MARK-004
/// One language, or a family with the same lexical rules, known by the names of its files.
public enum Language {
  TYPESCRIPT("ts mts cts"),
  /// JavaScript may hold markup, and so may TypeScript in a `tsx` file.
  JAVASCRIPT("js jsx mjs cjs tsx"),
  JAVA("java"),
  KOTLIN("kt kts"),
  SCALA("scala sc"),
  GROOVY("groovy gradle"),
  PYTHON("py pyi"),
  GO("go"),
  RUST("rs"),
  C("c h"),
  CPP("cpp cc cxx hpp hh hxx m mm"),
  PROTOBUF("proto"),
  CSHARP("cs"),
  SWIFT("swift"),
  DART("dart"),
  PHP("php"),
  RUBY("rb rake gemspec", "Rakefile Gemfile"),
  PERL("pl pm"),
  ELIXIR("ex exs"),
  LUA("lua"),
  JULIA("jl"),
  R("r"),
  HASKELL("hs"),
  SQL("sql"),
  SHELL("sh bash zsh bats"),
  POWERSHELL("ps1 psm1"),
  YAML("yaml yml"),
  HCL("tf tfvars hcl"),
  TOML("toml"),
  INI("ini properties cfg conf"),
  DOCKERFILE("dockerfile", "Dockerfile Containerfile"),
  MAKEFILE("mk mak", "Makefile makefile GNUmakefile"),
  CSS("css"),
  SCSS("scss less"),
  HTML("html htm vue svelte"),
  XML("xml xsd xsl svg"),
  GHERKIN("feature"),
  ROBOT("robot");

  private static final Map<String, Language> BY_EXTENSION = new HashMap<>();
  private static final Map<String, Language> BY_NAME = new HashMap<>();

  static {
    for (Language language : values()) {
      language.extensions.lines().forEach(e -> BY_EXTENSION.put(e, language));
      language.names.lines().forEach(n -> BY_NAME.put(n, language));
    }
  }

  private final String extensions;
  private final String names;

  /// Both lists are separated by blanks.
  Language(String extensions, String names) {
    this.extensions = extensions.replace(' ', '\n');
    this.names = names.replace(' ', '\n');
  }

  Language(String extensions) {
    this(extensions, "");
  }

  /// The language of a file; empty where no rules are known for its name.
  public static Optional<Language> of(RepoPath path) {
    String name = path.fileName();
    var byName = Optional.ofNullable(BY_NAME.get(name));
    return byName
        .or(() -> Optional.ofNullable(BY_EXTENSION.get(path.extension())))
        .or(() -> name.startsWith("Dockerfile.") ? Optional.of(DOCKERFILE) : Optional.empty())
        .or(() -> Optional.ofNullable(BY_EXTENSION.get(name.toLowerCase(Locale.ROOT))))
        .filter(_ -> !name.isEmpty());
  }
}
