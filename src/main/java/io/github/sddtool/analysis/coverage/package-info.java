/// How far code and tests cover the requirements.
@NullMarked
package io.github.sddtool.analysis.coverage;

import org.jspecify.annotations.NullMarked;
