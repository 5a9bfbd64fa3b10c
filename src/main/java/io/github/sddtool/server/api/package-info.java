/// What programs ask of the server.
@NullMarked
package io.github.sddtool.server.api;

import org.jspecify.annotations.NullMarked;
