/// Default branches are read again on a schedule, and what is out of date there is proposed.
@NullMarked
package io.github.sddtool.pipeline.harvest;

import org.jspecify.annotations.NullMarked;
