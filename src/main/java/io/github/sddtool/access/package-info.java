/// Who may do what: roles, permissions and a policy that decides, as a pure function.
@NullMarked
package io.github.sddtool.access;

import org.jspecify.annotations.NullMarked;
