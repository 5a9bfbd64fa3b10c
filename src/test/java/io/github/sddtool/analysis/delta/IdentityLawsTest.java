package io.github.sddtool.analysis.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.source.RepoPath;
import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.RequirementKey;
import io.github.sddtool.spec.Spec;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecSet;
import io.github.sddtool.spec.TraceItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

// @spec engine/delta#REQ-DELTA-020, engine/delta#REQ-DELTA-021, engine/delta#REQ-DELTA-022
class IdentityLawsTest {
  private static Requirement requirement(String id, Requirement.Nature nature, String text) {
    return new Requirement(id, "", Level.MUST, 1, text, List.of(), nature);
  }

  private static Spec spec(String id, List<Requirement> requirements) {
    return new Spec(
        id,
        "sdd",
        RepoPath.of(".sdd/specs/" + id + "/spec.md"),
        new SpecBody(
            id,
            SpecBody.FrontMatter.NONE,
            requirements,
            new SpecBody.Loose(List.of(), 0),
            List.of()));
  }

  /// Texts of a few words from a small vocabulary, so that equal and similar ones are common.
  private static List<Spec> some(Random random, int specs) {
    var all = new ArrayList<Spec>();
    for (int s = 0; s < specs; s++) {
      var requirements = new ArrayList<Requirement>();
      var natures =
          List.of(
              Requirement.Nature.WRITTEN, Requirement.Nature.ORDINAL, Requirement.Nature.TITLED);
      int count = random.nextInt(6);
      for (int r = 0; r < count; r++) {
        requirements.add(requirement("1." + r, natures.get(s % 3), text(random, 8)));
      }
      all.add(spec("s" + s, requirements));
    }
    return all;
  }

  private static String text(Random random, int words) {
    var text = new StringBuilder();
    for (int w = 0; w < words; w++) {
      text.append("word").append(random.nextInt(10)).append(' ');
    }
    return text.toString();
  }

  private static SpecSet set(List<Spec> specs) {
    return new SpecSet(specs);
  }

  @Property(tries = 300)
  void aSetIsItself(@ForAll long seed) {
    SpecSet set = set(some(new Random(seed), 6));
    Identity identity = Identity.of(set, set);
    assertThat(identity.pairs()).hasSameSizeAs(set.requirements());
    identity.pairs().forEach((old, now) -> assertThat(now).isEqualTo(old));
  }

  @Property(tries = 300)
  void everyRequirementIsFoundAtMostOnce(@ForAll long seed) {
    var random = new Random(seed);
    Map<RequirementKey, RequirementKey> pairs =
        Identity.of(set(some(random, 6)), set(some(random, 6))).pairs();
    assertThat(new HashSet<>(pairs.values())).hasSameSizeAs(pairs.values());
  }

  @Property(tries = 300)
  void theWayBackFindsAsMany(@ForAll long seed) {
    var random = new Random(seed);
    SpecSet base = set(some(random, 6));
    SpecSet head = set(some(random, 6));
    assertThat(Identity.of(head, base).pairs()).hasSameSizeAs(Identity.of(base, head).pairs());
  }

  @Property(tries = 300)
  void theOrderOfSpecsAndRequirementsIsNothing(@ForAll long seed) {
    var random = new Random(seed);
    List<Spec> base = some(random, 6);
    List<Spec> head = some(random, 6);
    var shuffled = new ArrayList<Spec>();
    for (Spec spec : head) {
      var requirements = new ArrayList<>(spec.body().requirements());
      Collections.shuffle(requirements, random);
      shuffled.add(spec(spec.id(), requirements));
    }
    Collections.shuffle(shuffled, random);
    assertThat(Identity.of(set(base), set(shuffled)).pairs())
        .isEqualTo(Identity.of(set(base), set(head)).pairs());
  }

  /// Texts that differ, each with a third of its words replaced, under another folder.
  @Property(tries = 100)
  void whatMovesWithAFewWordsChangedIsFoundAgain(@ForAll long seed) {
    var random = new Random(seed);
    var before = new ArrayList<Requirement>();
    var after = new ArrayList<Requirement>();
    for (int r = 0; r < 20; r++) {
      var words = new ArrayList<String>();
      for (int w = 0; w < 10; w++) {
        words.add("w" + r + "x" + w);
      }
      before.add(requirement("REQ-" + r, Requirement.Nature.WRITTEN, String.join(" ", words)));
      for (int change = 0; change < 3; change++) {
        words.set(random.nextInt(10), "other" + random.nextInt(1000));
      }
      after.add(requirement("REQ-" + r, Requirement.Nature.WRITTEN, String.join(" ", words)));
    }
    Collections.shuffle(after, random);
    Map<RequirementKey, RequirementKey> pairs =
        Identity.of(set(List.of(spec("old", before))), set(List.of(spec("new", after)))).pairs();
    assertThat(pairs).hasSize(20);
    pairs.forEach((old, now) -> assertThat(now.local()).isEqualTo(old.local()));
  }

  @Test
  void anInsertedCriterionRenumbersTheOnesAfterIt() {
    var base = set(List.of(ordinals("open the door", "ring the bell", "light the lamp")));
    var head =
        set(
            List.of(
                ordinals("open the door", "feed a cat daily", "ring the bell", "light the lamp")));
    Map<RequirementKey, RequirementKey> pairs = Identity.of(base, head).pairs();
    assertThat(pairs)
        .isEqualTo(Map.of(key("1.1"), key("1.1"), key("1.2"), key("1.3"), key("1.3"), key("1.4")));
  }

  private static Spec ordinals(String... texts) {
    var requirements = new ArrayList<Requirement>();
    for (String text : texts) {
      requirements.add(
          requirement("1." + (requirements.size() + 1), Requirement.Nature.ORDINAL, text));
    }
    return spec("k", requirements);
  }

  private static RequirementKey key(String local) {
    return new RequirementKey("k", local);
  }

  @Test
  void withinASpecAnIdIsChosenOnPurposeButATitleIsNot() {
    String before = "alpha beta gamma delta epsilon";
    String after = "alpha beta gamma delta other";
    for (var nature : List.of(Requirement.Nature.WRITTEN, Requirement.Nature.TITLED)) {
      var pairs =
          Identity.of(
                  set(List.of(spec("k", List.of(requirement("one", nature, before))))),
                  set(List.of(spec("k", List.of(requirement("two", nature, after))))))
              .pairs();
      assertThat(pairs).hasSize(nature.equals(Requirement.Nature.TITLED) ? 1 : 0);
    }
  }

  @Test
  void sixTenthsOfTheWordsAreEnoughAndFewerAreNot() {
    String before = "a b c d e f g h i j";
    assertThat(moved(before, "a b c d e f x1 x2 x3 x4")).isTrue();
    assertThat(moved(before, "a b c d e x1 x2 x3 x4 x5")).isFalse();
  }

  private static boolean moved(String before, String after) {
    var old = List.of(requirement("R-1", Requirement.Nature.WRITTEN, before));
    var now = List.of(requirement("R-1", Requirement.Nature.WRITTEN, after));
    return !Identity.of(set(List.of(spec("a", old))), set(List.of(spec("b", now))))
        .pairs()
        .isEmpty();
  }

  @Test
  void anItemAtAnotherRevisionIsTheSameItem() {
    var base = set(List.of(spec("k", List.of(item(1, "wholly different words")))));
    var head = set(List.of(spec("k", List.of(item(2, "nothing in common here")))));
    assertThat(Identity.of(base, head).pairs())
        .isEqualTo(Map.of(key("req~login~1"), key("req~login~2")));
  }

  private static Requirement item(int revision, String text) {
    var id = new ItemId("req", "login", revision);
    var item = new TraceItem(id, "approved", List.of(), List.of(), List.of(), List.of(), false);
    return requirement(
        id.toString(), new Requirement.Nature(Requirement.Naming.ID, Optional.of(item)), text);
  }

  /// Thousands of requirements that all read alike must not be compared all with all.
  @Test
  void thousandsOfSimilarTextsTakeNoTime() {
    var before = new ArrayList<Spec>();
    var after = new ArrayList<Spec>();
    for (int s = 0; s < 5000; s++) {
      String text = "the system must show page number " + s + " to user group " + s % 7;
      before.add(spec("old" + s, List.of(requirement("R-1", Requirement.Nature.WRITTEN, text))));
      after.add(
          spec(
              "new" + s,
              List.of(requirement("R-1", Requirement.Nature.WRITTEN, text + " quickly"))));
    }
    long start = System.nanoTime();
    assertThat(Identity.of(set(before), set(after)).pairs()).hasSize(5000);
    assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
  }
}
