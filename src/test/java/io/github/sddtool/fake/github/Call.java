package io.github.sddtool.fake.github;

import java.util.Map;
import java.util.function.Predicate;

/// A request as the stand-in received it.
///
/// @param path with its query, as sent: `/api/v3/repos/octo/shop/check-runs?per_page=100`
/// @param headers by name in lower case; credentials are replaced by `***`
/// @param body empty when there was none; always empty for git traffic
public record Call(String method, String path, Map<String, String> headers, String body) {
  public Call {
    headers = Map.copyOf(headers);
  }

  /// Matches calls of this method whose path, without its query, ends with this text.
  public static Predicate<Call> of(String method, String pathEnd) {
    return call -> call.method().equals(method) && call.pathOnly().endsWith(pathEnd);
  }

  /// Matches calls of this method whose path and query contain this text.
  public static Predicate<Call> containing(String method, String part) {
    return call -> call.method().equals(method) && call.path().contains(part);
  }

  public static Predicate<Call> any() {
    return _ -> true;
  }

  public String pathOnly() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /// What follows the question mark, still encoded; empty when there is none.
  public String query() {
    int query = path.indexOf('?');
    return query < 0 ? "" : path.substring(query + 1);
  }
}
