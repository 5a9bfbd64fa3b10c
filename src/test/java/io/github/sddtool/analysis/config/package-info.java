/// What repositories say about how they want to be judged.
@NullMarked
package io.github.sddtool.analysis.config;

import org.jspecify.annotations.NullMarked;
