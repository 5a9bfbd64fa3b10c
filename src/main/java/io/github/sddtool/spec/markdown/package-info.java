/// Markdown as people write it: blocks with line numbers, front matter, and escaping on the way
/// out.
@NullMarked
package io.github.sddtool.spec.markdown;

import org.jspecify.annotations.NullMarked;
