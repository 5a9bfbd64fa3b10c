/// Three-way merge of a spec by requirement and field.
@NullMarked
package io.github.sddtool.bridge.merge;

import org.jspecify.annotations.NullMarked;
