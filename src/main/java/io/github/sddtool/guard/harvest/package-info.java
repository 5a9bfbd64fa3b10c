/// What of a repository can be refreshed without asking anybody: links, tables, status.
@NullMarked
package io.github.sddtool.guard.harvest;

import org.jspecify.annotations.NullMarked;
