/// The native `.sdd/` format in its flat and its domain layout.
@NullMarked
package io.github.sddtool.spec.format.sdd;

import org.jspecify.annotations.NullMarked;
