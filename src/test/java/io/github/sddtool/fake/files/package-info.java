/// Files that tests make up.
@NullMarked
package io.github.sddtool.fake.files;

import org.jspecify.annotations.NullMarked;
