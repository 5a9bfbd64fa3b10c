package io.github.sddtool.server.api;

import io.github.sddtool.access.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One thing that can be asked.
///
/// @param template for example `/api/specs/{id}/history`; `{id}` takes any number of segments,
///   every other name one
/// @param needs empty: whoever has a key may
/// @param takes what is read of the request; the rest of it is refused
record Route(
    String method,
    String template,
    Optional<Permission> needs,
    Takes takes,
    Function<Call, Answer> handler) {

  /// What a route reads.
  ///
  /// @param query names of parameters
  /// @param body the body's keys; empty where there is none
  /// @param answers media types, the usual one first
  record Takes(List<String> query, List<String> body, List<String> answers) {
    static final Takes NOTHING = new Takes(List.of(), List.of(), List.of(Answer.JSON));

    static Takes query(String... names) {
      return new Takes(List.of(names), List.of(), List.of(Answer.JSON));
    }

    static Takes body(String... keys) {
      return new Takes(List.of(), List.of(keys), List.of(Answer.JSON));
    }

    Takes answering(String... mediaTypes) {
      return new Takes(query, body, List.of(mediaTypes));
    }
  }

  static Route get(String template, Permission needs, Takes takes, Function<Call, Answer> handler) {
    return new Route("GET", template, Optional.of(needs), takes, handler);
  }

  static Route post(
      String template, Permission needs, Takes takes, Function<Call, Answer> handler) {
    return new Route("POST", template, Optional.of(needs), takes, handler);
  }

  static Route put(String template, Permission needs, Takes takes, Function<Call, Answer> handler) {
    return new Route("PUT", template, Optional.of(needs), takes, handler);
  }

  static Route delete(
      String template, Permission needs, Takes takes, Function<Call, Answer> handler) {
    return new Route("DELETE", template, Optional.of(needs), takes, handler);
  }
}
