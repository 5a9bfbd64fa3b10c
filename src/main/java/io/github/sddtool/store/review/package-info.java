/// Reviews of specs: who was asked, and what they said.
@NullMarked
package io.github.sddtool.store.review;

import org.jspecify.annotations.NullMarked;
