package io.github.sddtool.forge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

// @spec app/economy#REQ-ECO-001
/// Answers with an ETag, by what was asked. The forge is always asked whether they still hold; it
/// does not send again what does, and GitHub does not count the question.
final class KnownAnswers {
  private static final int LARGEST = 512 * 1024;
  private static final long BUDGET = 8L * 1024 * 1024;

  private final LinkedHashMap<String, ForgeHttp.Answer> answers =
      new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  synchronized Optional<ForgeHttp.Answer> to(String question) {
    return Optional.ofNullable(answers.get(question));
  }

  synchronized void keep(String question, ForgeHttp.Answer answer) {
    forget(question);
    if (answer.header("ETag").isEmpty() || answer.body().size() > LARGEST) {
      return;
    }
    answers.put(question, answer);
    bytes += answer.body().size();
    var oldest = answers.entrySet().iterator();
    while (bytes > BUDGET && oldest.hasNext()) {
      Map.Entry<String, ForgeHttp.Answer> entry = oldest.next();
      bytes -= entry.getValue().body().size();
      oldest.remove();
    }
  }

  private void forget(String question) {
    ForgeHttp.Answer former = answers.remove(question);
    if (former != null) {
      bytes -= former.body().size();
    }
  }
}
