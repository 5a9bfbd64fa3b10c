/// GitHub's Spec Kit: feature folders with `spec.md`, `plan.md` and `tasks.md`.
@NullMarked
package io.github.sddtool.spec.format.speckit;

import org.jspecify.annotations.NullMarked;
