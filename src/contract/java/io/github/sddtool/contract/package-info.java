/// Proves that the stand-ins of the tests speak as GitHub describes itself.
@NullMarked
package io.github.sddtool.contract;

import org.jspecify.annotations.NullMarked;
