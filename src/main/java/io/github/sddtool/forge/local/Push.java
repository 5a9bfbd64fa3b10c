package io.github.sddtool.forge.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.source.Bytes;
import io.github.sddtool.source.CommitId;
import java.util.Optional;

/// The body of a `push` delivery: a ref went from one commit to another.
///
/// @param before empty where the ref is new
/// @param after empty where the ref is gone
record Push(String repository, String ref, Optional<CommitId> before, Optional<CommitId> after) {

  /// Empty when the body is no such thing.
  static Optional<Push> parse(Bytes body) {
    return Json.read(body.toArray()).flatMap(Push::of);
  }

  private static Optional<Push> of(ObjectNode object) {
    Optional<String> repository = Json.text(object, "repository");
    Optional<String> ref = Json.text(object, "ref");
    try {
      return repository.isPresent()
              && ref.isPresent()
              && isCommitOrNull(object, "before")
              && isCommitOrNull(object, "after")
          ? Optional.of(
              new Push(
                  repository.get(), ref.get(), commit(object, "before"), commit(object, "after")))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean isCommitOrNull(ObjectNode object, String name) {
    return !object.has(name) || object.get(name).isNull() || object.get(name).isTextual();
  }

  private static Optional<CommitId> commit(ObjectNode object, String name) {
    return Json.text(object, name).map(CommitId::new);
  }

  Bytes body() {
    ObjectNode object = Json.object();
    object.put("repository", repository);
    object.put("ref", ref);
    object.put("before", before.map(CommitId::hex).orElse(null));
    object.put("after", after.map(CommitId::hex).orElse(null));
    return Bytes.of(Json.write(object));
  }
}
