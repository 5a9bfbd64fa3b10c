/// What became of a delivery, a pull request or a comment: received, queued, run, written, and why
/// not.
@NullMarked
package io.github.sddtool.pipeline.story;

import org.jspecify.annotations.NullMarked;
