package io.github.sddtool.server;

import io.helidon.webserver.http.ServerResponse;

/// What every page of ours is sent with.
public final class Pages {
  private Pages() {}

  /// Lets a page load nothing, run nothing and be framed by nobody, and tells nobody where it was
  /// left from: its address may be a secret.
  public static void guard(ServerResponse response) {
    guard(response, "'none'");
  }

  /// The same for a page with a form.
  ///
  /// @param forms where forms may be sent to
  public static void guard(ServerResponse response, String forms) {
    response.header(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none';"
            + " form-action "
            + forms);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    response.header("X-Robots-Tag", "noindex");
  }
}
