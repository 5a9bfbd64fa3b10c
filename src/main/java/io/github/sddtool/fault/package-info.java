/// What can go wrong, sorted by who must act.
@NullMarked
package io.github.sddtool.fault;

import org.jspecify.annotations.NullMarked;
