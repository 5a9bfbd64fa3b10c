/// A stand-in for GitHub that keeps real state and refuses what GitHub refuses.
@NullMarked
package io.github.sddtool.fake.github;

import org.jspecify.annotations.NullMarked;
