package io.github.sddtool.forge;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

// @spec app/actions#REQ-ACT-005
/// A workflow of a repository to be started.
///
/// @param workflow the name of its file, such as `rollback.yml`
/// @param ref the branch that it is read from and runs on
/// @param inputs at most 25 by name, in order; a name has letters, digits and `_`. Values are text:
///   control characters are replaced, and what is longer than 2,000 characters is cut
public record Dispatch(String workflow, String ref, Map<String, String> inputs) {
  /// What GitHub takes; servers before 3.20 take 10.
  public static final int MOST_INPUTS = 25;

  /// All inputs together fit into GitHub's 65,535 characters.
  public static final int LONGEST_VALUE = 2_000;

  private static final Pattern WORKFLOW = Pattern.compile("[A-Za-z0-9._-]{1,251}\\.ya?ml");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

  /// Refuses what no forge would take.
  public Dispatch {
    if (!WORKFLOW.matcher(workflow).matches()) {
      throw new IllegalArgumentException(
          "a workflow is a file's name of letters, digits, '.', '_' and '-' that ends in .yml or .yaml, not "
              + ForgeText.quote(workflow));
    }
    if (!BranchName.isFetchable(ref)) {
      throw new IllegalArgumentException("a branch that git can have, not " + ForgeText.quote(ref));
    }
    if (inputs.size() > MOST_INPUTS) {
      throw new IllegalArgumentException(
          "a workflow takes at most %d inputs, not %d".formatted(MOST_INPUTS, inputs.size()));
    }
    var fitting = new TreeMap<String, String>();
    inputs.forEach((name, value) -> {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "an input's name begins with a letter and has letters, digits and '_', unlike "
                + ForgeText.quote(name));
      }
      fitting.put(name, ForgeText.clip(ForgeText.clean(value), LONGEST_VALUE));
    });
    inputs = Collections.unmodifiableMap(fitting);
  }
}
