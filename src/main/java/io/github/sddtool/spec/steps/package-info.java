/// The steps of scenarios, GIVEN, WHEN and THEN, as every format writes them.
@NullMarked
package io.github.sddtool.spec.steps;

import org.jspecify.annotations.NullMarked;
