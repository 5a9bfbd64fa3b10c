package io.github.sddtool.pipeline.notice;

import io.github.sddtool.store.key.Key;
import io.github.sddtool.store.key.KeyStore;
import io.github.sddtool.store.spec.SpecStore;
import java.time.Clock;
import java.util.List;

/// The members of a project are those who have a key of it that opens something.
public final class KeyDirectory implements Directory {
  private final KeyStore keys;
  private final SpecStore specs;
  private final Clock clock;

  public KeyDirectory(KeyStore keys, SpecStore specs, Clock clock) {
    this.keys = keys;
    this.specs = specs;
    this.clock = clock;
  }

  @Override
  public List<Member> members(String project) {
    return specs.find(project).stream()
        .flatMap(one -> keys.all(one).stream())
        .filter(key -> key.opens(clock.instant()))
        .map(KeyDirectory::member)
        .distinct()
        .toList();
  }

  private static Member member(Key key) {
    return new Member(key.person(), key.role());
  }
}
