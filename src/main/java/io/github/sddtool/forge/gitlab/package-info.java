/// GitLab, on gitlab.com or self-managed, reached with an access token.
@NullMarked
package io.github.sddtool.forge.gitlab;

import org.jspecify.annotations.NullMarked;
