/// Architecture decision records, as MADR and adr-tools write them.
@NullMarked
package io.github.sddtool.spec.format.adr;

import org.jspecify.annotations.NullMarked;
