/// Plain folders.
@NullMarked
package io.github.sddtool.source.folder;

import org.jspecify.annotations.NullMarked;
