@NullMarked
package io.github.sddtool.bridge.local;

import org.jspecify.annotations.NullMarked;
