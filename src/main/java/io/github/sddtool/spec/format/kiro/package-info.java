/// Kiro's feature folders, and cc-sdd's, which are laid out alike.
@NullMarked
package io.github.sddtool.spec.format.kiro;

import org.jspecify.annotations.NullMarked;
