/// A network as companies have it: an authority of their own, a proxy that wants to know who asks.
@NullMarked
package io.github.sddtool.fake.net;

import org.jspecify.annotations.NullMarked;
