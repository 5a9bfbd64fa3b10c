/// Real git repositories in temporary folders.
@NullMarked
package io.github.sddtool.fake.git;

import org.jspecify.annotations.NullMarked;
