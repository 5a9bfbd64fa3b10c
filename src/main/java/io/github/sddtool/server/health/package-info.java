/// How the webhooks of the forges stand, for people.
@NullMarked
package io.github.sddtool.server.health;

import org.jspecify.annotations.NullMarked;
