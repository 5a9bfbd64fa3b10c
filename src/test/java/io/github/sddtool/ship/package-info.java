/// Tests of what is shipped around the server: the Helm chart.
@NullMarked
package io.github.sddtool.ship;

import org.jspecify.annotations.NullMarked;
