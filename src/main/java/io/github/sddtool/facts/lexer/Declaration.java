package io.github.sddtool.facts.lexer;

import io.github.sddtool.spec.Fingerprint;

/// A function, method, class, type, property or test case, from its annotations to its end.
public record Declaration(String name, int line, int endLine, Fingerprint fingerprint) {}
