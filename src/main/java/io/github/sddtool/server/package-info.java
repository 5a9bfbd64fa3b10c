/// The HTTP server: health, metrics and the webhook door.
@NullMarked
package io.github.sddtool.server;

import org.jspecify.annotations.NullMarked;
