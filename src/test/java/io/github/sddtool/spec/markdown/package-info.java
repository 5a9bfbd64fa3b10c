/// Tests of reading Markdown.
@NullMarked
package io.github.sddtool.spec.markdown;

import org.jspecify.annotations.NullMarked;
