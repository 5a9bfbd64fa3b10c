package io.github.sddtool.app;

import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.GitWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A small shop with two specs and its code, and a change to it that weakens a requirement, drops a
/// marker and adds a requirement that nothing covers.
///
/// @param head the tip of the change
record DemoRepository(Path folder, CommitId base, CommitId head) {
  static final String BRANCH = "relax-lockout";

  private static final String LOGIN_SPEC = ".sdd/specs/auth/login/spec.md";
  private static final String LOGIN_CODE = "src/login.ts";

  private static final Map<String, String> FILES =
      Map.of(
          LOGIN_SPEC,
          """
          ---
          status: approved
          created: 2026-01-10
          ---

          # Login

          > How people prove who they are.

          ## Requirements

          ### REQ-001: Password check

          Passwords MUST be compared in constant time.

          ### REQ-002: Session end

          A session MUST end after 30 minutes without activity.

          ### REQ-003: Lockout

          An account MUST be locked after five wrong passwords.

          #### Scenario: Five times wrong

          - **GIVEN** an account
          - **WHEN** a wrong password is entered five times
          - **THEN** the account is locked
          """,
          ".sdd/specs/billing/checkout/spec.md",
          """
          ---
          status: approved
          created: 2026-01-12
          depends: auth/login
          ---

          # Checkout

          ## Requirements

          ### REQ-010: Signed in

          A purchase MUST belong to a signed-in account.

          #### Scenario: Nobody is signed in

          - **GIVEN** nobody is signed in
          - **WHEN** the cart is paid
          - **THEN** the login is shown
          """,
          LOGIN_CODE,
          """
          import { timingSafeEqual } from "node:crypto";

          // @spec auth/login#REQ-001
          export function matches(a: Buffer, b: Buffer): boolean {
            return a.length === b.length && timingSafeEqual(a, b);
          }

          // @spec auth/login#REQ-002
          export function expired(lastSeen: number, now: number): boolean {
            return now - lastSeen > 30 * 60 * 1000;
          }

          // @spec auth/login#REQ-003
          export function locked(failures: number): boolean {
            return failures >= 5;
          }
          """,
          "src/checkout.ts",
          """
          // @spec billing/checkout#REQ-010
          export function pay(account: string | null): string {
            return account === null ? "login" : "paid";
          }
          """,
          "test/login.test.ts",
          """
          describe("auth/login", () => {
            it("REQ-003 locks after five wrong passwords", () => {
              expect(locked(5)).toBe(true);
            });
          });
          """);

  /// Writes the repository: `main`, and the change as a branch.
  static DemoRepository create(Path folder, Clock clock) {
    try (GitWriter git = GitWriter.create(folder, "main", clock.instant())) {
      CommitId base = git.commit("main", Optional.empty(), tree(FILES), "Sell things");
      var changed = new HashMap<>(FILES);
      changed.computeIfPresent(
          LOGIN_SPEC,
          (_, text) ->
              text.replace("account MUST be locked", "account MAY be locked")
                  + """

                  ### REQ-004: Second factor

                  An administrator MUST use a second factor.
                  """);
      changed.computeIfPresent(
          LOGIN_CODE, (_, text) -> text.replace("// @spec auth/login#REQ-002\n", ""));
      CommitId head =
          git.commit(BRANCH, Optional.of(base), tree(changed), "Lock accounts less eagerly");
      return new DemoRepository(folder, base, head);
    }
  }

  private static Map<RepoPath, String> tree(Map<String, String> files) {
    var tree = new HashMap<RepoPath, String>();
    files.forEach((path, text) -> tree.put(RepoPath.of(path), text));
    return tree;
  }
}
