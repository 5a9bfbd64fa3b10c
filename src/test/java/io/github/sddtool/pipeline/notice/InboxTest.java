package io.github.sddtool.pipeline.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sddtool.fake.store.TestStore;
import io.github.sddtool.store.catalog.Page;
import io.github.sddtool.store.spec.Person;
import io.github.sddtool.store.spec.Project;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// @spec app/notifications#REQ-NOTE-009
class InboxTest {
  private static final Project SHOP = new Project(1, "shop");
  private static final Project BANK = new Project(2, "bank");
  private static final Person BOB = new Person("Bob", "Bob@Example.com");
  private static final Person ADA = new Person("Ada", "ada@example.com");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void everybodyReadsTheirOwnAndOfTheirProject(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench.rule("Low", "spec.quality_score < 60", "in-app @author", false);
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      bench.notices().occurred(bench.scored("a", "auth/logout", 50));
      var inbox = new Inbox(bench.database, bench.clock);
      Page<Inbox.Entry> first = inbox.list(SHOP, BOB, false, Page.Ask.first(1));
      assertThat(first.items()).extracting(Inbox.Entry::subject).containsExactly("auth/logout");
      Page<Inbox.Entry> second = inbox.list(SHOP, BOB, false, new Page.Ask(first.next(), 1));
      assertThat(second.items()).extracting(Inbox.Entry::subject).containsExactly("auth/login");
      assertThat(second.next()).isEmpty();
      assertThat(inbox.list(SHOP, ADA, false, Page.Ask.first(9)).items()).isEmpty();
      assertThat(inbox.list(BANK, BOB, false, Page.Ask.first(9)).items()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void onlyItsReaderMarksANotice(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench.rule("Low", "spec.quality_score < 60", "in-app @author", false);
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      var inbox = new Inbox(bench.database, bench.clock);
      long number = inbox.list(SHOP, BOB, true, Page.Ask.first(9)).items().getFirst().number();
      assertThat(inbox.mark(SHOP, ADA, number, true)).isEmpty();
      assertThat(inbox.mark(BANK, BOB, number, true)).isEmpty();
      assertThat(inbox.mark(SHOP, BOB, number, true)).get().matches(one -> one.standing().read());
      assertThat(inbox.list(SHOP, BOB, true, Page.Ask.first(9)).items()).isEmpty();
      assertThat(inbox.mark(SHOP, BOB, number, false)).isPresent();
      assertThat(inbox.list(SHOP, BOB, true, Page.Ask.first(9)).items()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestStore.class)
  void whoIsCalledLikeAnotherWithAnAddressDoesNotReadTheirs(TestStore store) {
    try (var bench = new NoticeBench(store, folder)) {
      bench.members.clear();
      bench.rule("Low", "spec.quality_score < 60", "in-app @author", false);
      bench.notices().occurred(bench.scored("a", "auth/login", 50));
      var inbox = new Inbox(bench.database, bench.clock);
      assertThat(bench.outbox()).containsExactly("in-app @bob Low");
      assertThat(inbox.list(SHOP, BOB, false, Page.Ask.first(9)).items()).hasSize(1);
      var posing = new Person("Eve", "@bob");
      assertThat(inbox.list(SHOP, posing, false, Page.Ask.first(9)).items()).isEmpty();
    }
  }
}
