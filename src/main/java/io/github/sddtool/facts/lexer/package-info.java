/// Scanners that know comments, strings, test titles and regions of many languages.
@NullMarked
package io.github.sddtool.facts.lexer;

import org.jspecify.annotations.NullMarked;
