/// Git on disk: working trees, commits read from objects, and the pool of bare clones.
@NullMarked
package io.github.sddtool.source.git;

import org.jspecify.annotations.NullMarked;
