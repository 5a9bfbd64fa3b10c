/// The whole app, from a webhook to what people see.
@NullMarked
package io.github.sddtool.app;

import org.jspecify.annotations.NullMarked;
