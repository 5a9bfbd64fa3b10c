/// Keeps git and the store alike: what is edited on one side reaches the other, once.
@NullMarked
package io.github.sddtool.bridge;

import org.jspecify.annotations.NullMarked;
