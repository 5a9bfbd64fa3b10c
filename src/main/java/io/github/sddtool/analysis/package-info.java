/// What we find out about a change, and the verdict.
@NullMarked
package io.github.sddtool.analysis;

import org.jspecify.annotations.NullMarked;
