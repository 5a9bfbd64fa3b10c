/// What we looked at: repositories, commits, paths, snapshots and what changed between two of them.
@NullMarked
package io.github.sddtool.source;

import org.jspecify.annotations.NullMarked;
