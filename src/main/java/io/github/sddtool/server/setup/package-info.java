/// Setting the server up from a browser.
@NullMarked
package io.github.sddtool.server.setup;

import org.jspecify.annotations.NullMarked;
