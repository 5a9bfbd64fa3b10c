/// What notices are, and on which way they leave, on real databases and with real servers.
@NullMarked
package io.github.sddtool.pipeline.notice;

import org.jspecify.annotations.NullMarked;
