/// How each channel writes, and what it does with the answers.
@NullMarked
package io.github.sddtool.pipeline.notice.channel;

import org.jspecify.annotations.NullMarked;
