package io.github.sddtool.forge.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sddtool.source.CommitId;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Gives each branch of a repository a number, in the order in which branches are first seen, and
/// remembers where it last stood. A branch that comes back gets its old number.
final class PullNumbers {
  /// @param head where the branch stood when it was last seen
  record Numbered(String branch, int number, CommitId head) {}

  private final KeptFile file;

  PullNumbers(Path file) {
    this.file = new KeptFile(file);
  }

  /// The branch's number, new or old.
  synchronized int of(String branch, CommitId head) {
    Map<String, Numbered> known = read();
    Numbered old = known.get(branch);
    int number =
        old != null
            ? old.number()
            : known.values().stream().mapToInt(Numbered::number).max().orElse(0) + 1;
    if (old == null || !old.head().equals(head)) {
      known.put(branch, new Numbered(branch, number, head));
      write(known);
    }
    return number;
  }

  synchronized Optional<Numbered> find(String branch) {
    return Optional.ofNullable(read().get(branch));
  }

  synchronized Optional<Numbered> find(int number) {
    return read().values().stream().filter(one -> one.number() == number).findFirst();
  }

  /// The newest whose branch was last seen at a commit.
  synchronized Optional<Numbered> at(CommitId head) {
    return read().values().stream()
        .filter(one -> one.head().equals(head))
        .max(Comparator.comparingInt(Numbered::number));
  }

  private Map<String, Numbered> read() {
    var known = new LinkedHashMap<String, Numbered>();
    file.read()
        .flatMap(Json::read)
        .ifPresent(object -> {
          for (Map.Entry<String, JsonNode> entry : object.properties()) {
            int number = entry.getValue().path("number").asInt();
            Json.text(entry.getValue(), "head")
                .ifPresent(head ->
                    known.put(
                        entry.getKey(), new Numbered(entry.getKey(), number, new CommitId(head))));
          }
        });
    return known;
  }

  private void write(Map<String, Numbered> known) {
    ObjectNode object = Json.object();
    known.forEach((branch, one) ->
        object.putObject(branch).put("number", one.number()).put("head", one.head().hex()));
    file.write(Json.write(object));
  }
}
