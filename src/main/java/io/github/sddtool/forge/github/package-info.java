/// GitHub, as an App.
@NullMarked
package io.github.sddtool.forge.github;

import org.jspecify.annotations.NullMarked;
