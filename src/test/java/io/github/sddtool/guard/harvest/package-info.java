/// Tests of what is refreshed.
@NullMarked
package io.github.sddtool.guard.harvest;

import org.jspecify.annotations.NullMarked;
