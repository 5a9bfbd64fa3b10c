/// Tests of what people and programs read.
@NullMarked
package io.github.sddtool.report;

import org.jspecify.annotations.NullMarked;
