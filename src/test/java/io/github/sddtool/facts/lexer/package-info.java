/// Tests of the scanners, one table of tricky snippets a subject.
@NullMarked
package io.github.sddtool.facts.lexer;

import org.jspecify.annotations.NullMarked;
