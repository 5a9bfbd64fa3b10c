/// Moments that come again by the calendar, each worked once whichever process sees it first.
@NullMarked
package io.github.sddtool.pipeline.timetable;

import org.jspecify.annotations.NullMarked;
