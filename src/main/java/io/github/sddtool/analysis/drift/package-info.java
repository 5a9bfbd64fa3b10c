/// Where specs and code moved apart between two commits.
@NullMarked
package io.github.sddtool.analysis.drift;

import org.jspecify.annotations.NullMarked;
