/// A repository's own configuration: where its specs are, what counts as test, which gates hold.
@NullMarked
package io.github.sddtool.analysis.config;

import org.jspecify.annotations.NullMarked;
