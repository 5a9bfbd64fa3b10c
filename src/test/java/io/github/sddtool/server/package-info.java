/// The server over real HTTP.
@NullMarked
package io.github.sddtool.server;

import org.jspecify.annotations.NullMarked;
