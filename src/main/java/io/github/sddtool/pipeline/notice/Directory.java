package io.github.sddtool.pipeline.notice;

import io.github.sddtool.access.Role;
import io.github.sddtool.store.spec.Person;
import java.util.List;

/// Who takes part in projects.
@FunctionalInterface
public interface Directory {
  /// Somebody with a key that opens something.
  record Member(Person person, Role role) {}

  /// The members of a project; none of one that is not known.
  List<Member> members(String project);
}
