@NullMarked
package io.github.sddtool.server.errand;

import org.jspecify.annotations.NullMarked;
