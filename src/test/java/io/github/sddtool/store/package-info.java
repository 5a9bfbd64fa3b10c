/// The database under concurrent writers, crashes and damage.
@NullMarked
package io.github.sddtool.store;

import org.jspecify.annotations.NullMarked;
