/// Where boxes come for what they are to assess, and bring the answer.
@NullMarked
package io.github.sddtool.server.errand;

import org.jspecify.annotations.NullMarked;
