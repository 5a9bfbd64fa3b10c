/// Reports rendered for people and programs.
@NullMarked
package io.github.sddtool.report;

import org.jspecify.annotations.NullMarked;
