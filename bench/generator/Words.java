import java.util.Random;

/// Text that means nothing, from a random source.
final class Words {
  private static final long SEED = 7;

  private static final String[] ALL =
      ("user token session order invoice retry timeout queue cache audit export import login"
              + " refresh index search filter page limit schema event worker batch policy quota")
          .split(" ");

  private final Random random;

  private Words(Random random) {
    this.random = random;
  }

  /// The words of the nth thing of a kind: every file can be made again by itself.
  static Words of(int kind, int number) {
    var random = new Random(SEED + 31L * kind + 1_000_003L * number);
    // The first numbers of neighbouring seeds are alike.
    random.nextLong();
    return new Words(random);
  }

  int below(int limit) {
    return random.nextInt(limit);
  }

  String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  String some(int count) {
    var text = new StringBuilder();
    add(text, count);
    return text.toString();
  }

  /// The same with a capital.
  String title(int count) {
    String text = some(count);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  void add(StringBuilder out, int count) {
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : " ").append(one(ALL));
    }
  }
}
