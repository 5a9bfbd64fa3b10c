/// Images, tried as people run them.
@NullMarked
package io.github.sddtool.image;

import org.jspecify.annotations.NullMarked;
