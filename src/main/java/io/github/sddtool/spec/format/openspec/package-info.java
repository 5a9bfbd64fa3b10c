/// OpenSpec: capabilities by path, requirements by title, changes as folders of deltas.
@NullMarked
package io.github.sddtool.spec.format.openspec;

import org.jspecify.annotations.NullMarked;
