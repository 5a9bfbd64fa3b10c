/// Who is told what, where and when: rules over what happens, an outbox of notices, and a courier
/// that sends them.
@NullMarked
package io.github.sddtool.pipeline.notice;

import org.jspecify.annotations.NullMarked;
