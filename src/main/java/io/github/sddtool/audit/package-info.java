/// What we did to the world, or decided not to do.
@NullMarked
package io.github.sddtool.audit;

import org.jspecify.annotations.NullMarked;
