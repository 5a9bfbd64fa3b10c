/// Whole reports, behind links that are signed and expire.
@NullMarked
package io.github.sddtool.server.report;

import org.jspecify.annotations.NullMarked;
