/// GitLab for tests.
@NullMarked
package io.github.sddtool.fake.gitlab;

import org.jspecify.annotations.NullMarked;
