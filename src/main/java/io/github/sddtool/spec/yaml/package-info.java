/// YAML, read safely, with the line of every key.
@NullMarked
package io.github.sddtool.spec.yaml;

import org.jspecify.annotations.NullMarked;
