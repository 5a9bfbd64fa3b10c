/// The language of specifications: specs, requirements, scenarios and their keys.
@NullMarked
package io.github.sddtool.spec;

import org.jspecify.annotations.NullMarked;
