/// A spec file as parts that can be edited one by one, and back, byte for byte.
@NullMarked
package io.github.sddtool.bridge.lens;

import org.jspecify.annotations.NullMarked;
