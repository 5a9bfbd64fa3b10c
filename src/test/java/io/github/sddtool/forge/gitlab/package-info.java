/// Tests of the GitLab adapter.
@NullMarked
package io.github.sddtool.forge.gitlab;

import org.jspecify.annotations.NullMarked;
