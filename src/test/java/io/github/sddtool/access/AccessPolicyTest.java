package io.github.sddtool.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

// @spec app/api#REQ-API-004
class AccessPolicyTest {
  private static Principal ada(Role role) {
    return Principal.of("Ada", "ada@example.com", role, "shop");
  }

  @Property
  void everyRoleMayDoWhatTheOneBeforeMay(@ForAll Role role, @ForAll Permission action) {
    boolean may = AccessPolicy.decide(ada(role), action, "shop").isAllowed();
    Arrays.stream(Role.values())
        .filter(other -> other.compareTo(role) > 0)
        .forEach(other ->
            assertThat(AccessPolicy.decide(ada(other), action, "shop").isAllowed())
                .isEqualTo(may || other.has(action)));
    assertThat(may).isEqualTo(role.permissions().contains(action));
    if (role == Role.ORG_ADMIN) {
      assertThat(may).isTrue();
    }
  }

  @Property
  void nothingMayBeDoneInAnotherProject(@ForAll Role role, @ForAll Permission action) {
    assertThat(AccessPolicy.decide(ada(role), action, "bank"))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            refused -> assertThat(refused.reason()).contains("shop").doesNotContain("bank"));
    assertThat(AccessPolicy.decide(Principal.operator("op"), action, "bank").isAllowed()).isTrue();
  }

  @Property
  void whoHasMoreToDoWithASpecMayNoLess(@ForAll Role role, @ForAll Tie tie) {
    if (AccessPolicy.decideChange(ada(role), Tie.NONE, "shop").isAllowed()) {
      assertThat(AccessPolicy.decideChange(ada(role), tie, "shop").isAllowed()).isTrue();
    }
  }

  @Property
  void nobodyGivesMoreThanTheyHave(@ForAll Role role, @ForAll Role given) {
    if (AccessPolicy.decideGrant(ada(role), given, "shop").isAllowed()) {
      assertThat(role.permissions()).containsAll(given.permissions());
    }
  }

  @Test
  void aContributorChangesTheirOwnAReviewerWhatTheyAreAsked() {
    assertThat(AccessPolicy.decideChange(ada(Role.CONTRIBUTOR), Tie.AUTHOR, "shop").isAllowed())
        .isTrue();
    assertThat(AccessPolicy.decideChange(ada(Role.CONTRIBUTOR), Tie.REVIEWER, "shop").isAllowed())
        .isFalse();
    assertThat(AccessPolicy.decideChange(ada(Role.REVIEWER), Tie.REVIEWER, "shop").isAllowed())
        .isTrue();
    assertThat(AccessPolicy.decideChange(ada(Role.REVIEWER), Tie.NONE, "shop").isAllowed())
        .isFalse();
    assertThat(AccessPolicy.decideChange(ada(Role.VIEWER), Tie.AUTHOR, "shop").isAllowed())
        .isFalse();
  }

  @Test
  void aRefusalNamesTheRoleAndThoseThatMay() {
    assertThat(AccessPolicy.decide(ada(Role.REVIEWER), Permission.SPECS_DELETE, "shop"))
        .isEqualTo(
            new Decision.Refused(
                "'Ada' is a reviewer, who may not do specs:delete; it takes domain_admin or"
                    + " org_admin."));
  }

  @Test
  void nobodysAddressIsNobody() {
    assertThat(Principal.operator("op").is("")).isFalse();
    assertThat(ada(Role.VIEWER).is("ADA@example.com")).isTrue();
  }
}
