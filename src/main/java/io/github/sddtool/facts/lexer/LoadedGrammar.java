package io.github.sddtool.facts.lexer;

import io.github.sddtool.facts.lexer.Grammar.Role;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.treesitter.TSLanguage;
import org.treesitter.utils.NativeUtils;

// @spec engine/markers#REQ-MARK-032
/// A grammar in memory. Each is loaded when a file of its language is met first, and kept; several
/// threads may use it at once. A library leaves its jar by way of a temporary file of an
/// unguessable name that nobody else may write.
record LoadedGrammar(TSLanguage language, Map<String, Role> roles) {
  private static final Logger LOG = System.getLogger(LoadedGrammar.class.getName());

  private static final Map<Grammar, Optional<LoadedGrammar>> LOADED = new EnumMap<>(Grammar.class);

  Optional<Role> role(String type) {
    return Optional.ofNullable(roles.get(type));
  }

  /// Empty on a system without libraries for it or without a place to put them; tried once.
  static Optional<LoadedGrammar> of(Grammar grammar) {
    synchronized (LOADED) {
      return LOADED.computeIfAbsent(grammar, LoadedGrammar::load);
    }
  }

  private static Optional<LoadedGrammar> load(Grammar grammar) {
    try {
      TSLanguage language = language(grammar.library());
      return Optional.of(new LoadedGrammar(language, grammar.roles()));
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.INFO, "grammar=" + grammar + " loaded=false reason=" + e);
      return Optional.empty();
    }
  }

  private static TSLanguage language(String library) {
    Path file = NativeUtils.libFile("lib/tree-sitter-" + library);
    try {
      return TSLanguage.load(file.toString(), "tree_sitter_" + library.replace('-', '_'));
    } finally {
      delete(file);
    }
  }

  /// What is in memory needs its file no longer. Where a system keeps the file of a loaded library
  /// it goes when the program ends.
  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "file={0} deleted=later", file);
    }
  }
}
