/// SDD Tool: keeps specifications, code and tests together.
@NullMarked
package io.github.sddtool;

import org.jspecify.annotations.NullMarked;
