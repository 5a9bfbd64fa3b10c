/// Tests of what single files say.
@NullMarked
package io.github.sddtool.facts;

import org.jspecify.annotations.NullMarked;
