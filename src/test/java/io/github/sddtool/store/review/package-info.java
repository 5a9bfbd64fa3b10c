/// Reviews on both databases.
@NullMarked
package io.github.sddtool.store.review;

import org.jspecify.annotations.NullMarked;
