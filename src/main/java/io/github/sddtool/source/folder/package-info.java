/// A plain directory without git, read as a snapshot.
@NullMarked
package io.github.sddtool.source.folder;

import org.jspecify.annotations.NullMarked;
