package io.github.sddtool.analysis.quality;

import java.util.List;

// @spec engine/quality#REQ-QUAL-001, engine/quality#REQ-QUAL-004
/// The scores of specs, and of all of them together: their mean, in which every spec counts the
/// same. So a better spec never makes the whole worse, however large it is.
///
/// @param specs at least one, by id
public record Quality(List<OfSpec> specs) {
  /// The version of the items. Scores of different versions cannot be compared.
  public static final String RULES = "sdd.quality/1";

  public Quality {
    specs = List.copyOf(specs);
    if (specs.isEmpty()) {
      throw new IllegalArgumentException("without a spec there is no score");
    }
  }

  /// From 0 to 100, to one decimal.
  public double score() {
    return rounded(specs.stream().mapToDouble(OfSpec::score).sum() / specs.size());
  }

  public Grade grade() {
    return Grade.of(score());
  }

  /// The whole's score alone.
  public Mean mean() {
    return new Mean(score());
  }

  /// The score of all specs together.
  ///
  /// @param score from 0 to 100, to one decimal
  public record Mean(double score) {
    public Grade grade() {
      return Grade.of(score);
    }
  }

  /// The score of a spec.
  ///
  /// @param items those that apply to its format
  public record OfSpec(String id, List<Item> items) {
    public OfSpec {
      items = List.copyOf(items);
    }

    /// From 0 to 100, to one decimal: the points of the items that apply, of what they could give.
    public double score() {
      double points = items.stream().mapToDouble(Item::score).sum();
      int most = items.stream().mapToInt(Item::max).sum();
      return most == 0 ? 0 : rounded(100 * points / most);
    }

    public Grade grade() {
      return Grade.of(score());
    }
  }

  /// What one item gives a spec.
  ///
  /// @param score from 0 to `max`, to one decimal
  /// @param why in a sentence, what is there and what is not
  public record Item(String name, double score, int max, String why) {}

  /// The scores in five steps.
  public enum Grade {
    A(90),
    B(80),
    C(70),
    D(60),
    F(0);

    private final int least;

    Grade(int least) {
      this.least = least;
    }

    /// The lowest score that gets this grade.
    public int least() {
      return least;
    }

    static Grade of(double score) {
      for (Grade grade : values()) {
        if (score >= grade.least) {
          return grade;
        }
      }
      return F;
    }
  }

  static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
