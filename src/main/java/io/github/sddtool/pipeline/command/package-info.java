/// What people tell the app in comments: who may, what it means, what came of it.
@NullMarked
package io.github.sddtool.pipeline.command;

import org.jspecify.annotations.NullMarked;
