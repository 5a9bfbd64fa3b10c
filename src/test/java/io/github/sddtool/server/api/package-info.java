/// The API, asked over real HTTP on both databases.
@NullMarked
package io.github.sddtool.server.api;

import org.jspecify.annotations.NullMarked;
