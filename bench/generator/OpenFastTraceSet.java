import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Items for OpenFastTrace, fifty a document, and source files with coverage tags: every item is
/// implemented and tested.
///
/// @param items how many
/// @param files source files, how many
record OpenFastTraceSet(int items, int files) {
  private static final int ITEMS_A_DOCUMENT = 50;
  private static final int LINES = 60;
  private static final List<String> ENDINGS = List.of("java", "ts", "py", "go");

  Map<String, Supplier<String>> all() {
    var set = new LinkedHashMap<String, Supplier<String>>();
    for (int first = 0; first < items; first += ITEMS_A_DOCUMENT) {
      int from = first;
      int number = first / ITEMS_A_DOCUMENT;
      set.put("doc/area%03d.md".formatted(number), () -> document(number, from));
    }
    for (int k = 0; k < files; k++) {
      int file = k;
      String ending = ENDINGS.get(k % ENDINGS.size());
      set.put("src/m%02d/F%05d.%s".formatted(k % 100, k, ending), () -> source(file, ending));
    }
    return set;
  }

  private static String name(int item) {
    Words words = Words.of(4, item);
    return "%s-%s-%05d".formatted(words.some(1), words.some(1), item);
  }

  private String document(int number, int from) {
    Words words = Words.of(5, number);
    var text = new StringBuilder("# Area ").append(number).append("\n\n");
    for (int i = from; i < Math.min(items, from + ITEMS_A_DOCUMENT); i++) {
      text.append("## ").append(name(i).replace('-', ' ')).append("\n`req~").append(name(i));
      text.append("~1`\n\nThe system shall ").append(words.some(20));
      text.append(".\n\nRationale:\n\n").append(words.title(12));
      text.append(".\n\nNeeds: impl, utest\n\n");
    }
    return text.toString();
  }

  private String source(int k, String ending) {
    Words words = Words.of(6, k);
    String comment = ending.equals("py") ? "#" : "//";
    String type = k % 2 == 1 ? "utest" : "impl";
    var tags = new ArrayList<String>();
    tags.add(name(k / 2 % items));
    if (words.below(10) < 3) {
      tags.add(name(words.below(items)));
    }
    var text = new StringBuilder();
    for (int line = 0; line < LINES; line++) {
      if ((line == 10 || line == 30) && !tags.isEmpty()) {
        text.append("    %s [%s->req~%s~1]\n".formatted(comment, type, tags.removeFirst()));
      }
      text.append(
          line % 7 == 0
              ? "    %s %s.\n".formatted(comment, words.title(6))
              : "    value%d = call%d(arg%d, %d)\n".formatted(line, line % 9, k, line));
    }
    return text.toString();
  }
}
