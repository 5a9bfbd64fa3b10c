/// Tests of what is shipped around the server: the Helm chart and the compose file.
@NullMarked
package io.github.sddtool.ship;

import org.jspecify.annotations.NullMarked;
