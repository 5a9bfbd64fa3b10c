/// The port to a forge: deliveries in, publications out, values between.
@NullMarked
package io.github.sddtool.forge;

import org.jspecify.annotations.NullMarked;
