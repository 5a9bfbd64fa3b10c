/// Tests of questions about one snapshot.
@NullMarked
package io.github.sddtool.analysis.rules;

import org.jspecify.annotations.NullMarked;
