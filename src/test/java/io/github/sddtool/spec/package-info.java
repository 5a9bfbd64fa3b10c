@NullMarked
package io.github.sddtool.spec;

import org.jspecify.annotations.NullMarked;
