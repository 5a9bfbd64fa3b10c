/// The ways on which notices reach people and programs: each writes a parcel in its own form.
@NullMarked
package io.github.sddtool.pipeline.notice.channel;

import org.jspecify.annotations.NullMarked;
