/// A forge made of repositories on this disk: each branch is a change request.
@NullMarked
package io.github.sddtool.forge.local;

import org.jspecify.annotations.NullMarked;
