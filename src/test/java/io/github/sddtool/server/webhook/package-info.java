/// The webhook door's own limits.
@NullMarked
package io.github.sddtool.server.webhook;

import org.jspecify.annotations.NullMarked;
