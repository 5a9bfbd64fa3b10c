/// Tests of the GitHub adapter.
@NullMarked
package io.github.sddtool.forge.github;

import org.jspecify.annotations.NullMarked;
