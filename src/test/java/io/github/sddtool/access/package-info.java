/// Who may do what.
@NullMarked
package io.github.sddtool.access;

import org.jspecify.annotations.NullMarked;
