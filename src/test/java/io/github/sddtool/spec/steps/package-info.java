@NullMarked
package io.github.sddtool.spec.steps;

import org.jspecify.annotations.NullMarked;
