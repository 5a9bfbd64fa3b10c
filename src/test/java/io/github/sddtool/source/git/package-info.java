/// Git on disk, compared with git itself.
@NullMarked
package io.github.sddtool.source.git;

import org.jspecify.annotations.NullMarked;
