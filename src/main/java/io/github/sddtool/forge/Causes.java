package io.github.sddtool.forge;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import java.util.stream.Stream;

/// What is behind a failure that libraries have wrapped.
public final class Causes {
  /// Chains of causes are short; the bound only guards against a circular one.
  private static final int DEEPEST = 10;

  private Causes() {}

  /// The first of a kind, the failure itself included.
  public static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
    return chain(failure).limit(DEEPEST).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /// The one behind all others.
  public static Throwable root(Throwable failure) {
    return chain(failure).limit(DEEPEST + 1).reduce(failure, (_, cause) -> cause);
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, cause -> cause.getCause());
  }

  /// Whether a request has certainly not left: there was no connection for it.
  public static boolean isUnsent(Throwable failure) {
    return find(failure, ConnectException.class).isPresent()
        || find(failure, HttpConnectTimeoutException.class).isPresent();
  }
}
