@NullMarked
package io.github.sddtool.spec.yaml;

import org.jspecify.annotations.NullMarked;
