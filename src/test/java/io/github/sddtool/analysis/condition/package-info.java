/// What people ask for, read and decided.
@NullMarked
package io.github.sddtool.analysis.condition;

import org.jspecify.annotations.NullMarked;
