/// The guard on real git and a real database.
@NullMarked
package io.github.sddtool.pipeline.guarding;

import org.jspecify.annotations.NullMarked;
