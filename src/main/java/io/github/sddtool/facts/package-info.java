/// What one file says by itself: the specs, markers and test titles in it.
@NullMarked
package io.github.sddtool.facts;

import org.jspecify.annotations.NullMarked;
