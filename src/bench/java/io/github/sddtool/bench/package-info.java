/// The parts of the benchmark that run in a JVM; `bench/run` starts them.
@NullMarked
package io.github.sddtool.bench;

import org.jspecify.annotations.NullMarked;
