/// Hand-written doubles that other tests share.
@NullMarked
package io.github.sddtool.fake;

import org.jspecify.annotations.NullMarked;
