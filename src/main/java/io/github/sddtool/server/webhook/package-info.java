/// The webhook door: verify, keep, answer.
@NullMarked
package io.github.sddtool.server.webhook;

import org.jspecify.annotations.NullMarked;
