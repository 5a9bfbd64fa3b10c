/// OpenFastTrace: items with revisions in Markdown and reStructuredText.
@NullMarked
package io.github.sddtool.spec.format.openfasttrace;

import org.jspecify.annotations.NullMarked;
