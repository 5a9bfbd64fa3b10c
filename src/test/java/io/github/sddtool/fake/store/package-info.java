/// The databases that tests run on: both of them, for real.
@NullMarked
package io.github.sddtool.fake.store;

import org.jspecify.annotations.NullMarked;
