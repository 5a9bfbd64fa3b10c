package io.github.sddtool.forge.gitlab;

import io.github.sddtool.forge.BranchName;
import io.github.sddtool.forge.Occasion;
import io.github.sddtool.forge.Occasion.Base;
import io.github.sddtool.forge.Target;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

// @spec cli/pipelines#REQ-PIPE-001
/// What a job of GitLab CI runs for, as its predefined variables tell
/// (https://docs.gitlab.com/ci/variables/predefined_variables/).
public final class PipelineRun {
  private final Function<String, Optional<String>> variables;

  private PipelineRun(Function<String, Optional<String>> variables) {
    this.variables = variables;
  }

  /// Reads the variables of a job.
  ///
  /// @param variables gives those that are set and not empty
  public static Occasion occasion(Function<String, Optional<String>> variables) {
    var run = new PipelineRun(variables);
    Optional<Target> request = run.request();
    return request.map(target -> Occasion.of(target, run.bases())).orElseGet(run::push);
  }

  private Optional<Target> request() {
    Optional<Integer> number =
        variables
            .apply("CI_MERGE_REQUEST_IID")
            .filter(text -> text.matches("[1-9][0-9]{0,8}"))
            .map(Integer::valueOf);
    Optional<String> project =
        variables
            .apply("CI_MERGE_REQUEST_PROJECT_PATH")
            .or(() -> variables.apply("CI_PROJECT_PATH"));
    // In a pipeline for merged results the job's own commit is the merge.
    Optional<CommitId> head =
        commit("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA").or(() -> commit("CI_COMMIT_SHA"));
    return number.flatMap(iid ->
        project.flatMap(
            path -> head.map(sha -> Target.pullRequest(new RepoId("gitlab", path), sha, iid))));
  }

  /// Where the target branch stands: as GitLab tells for merged results, else as this project's
  /// remote tells, which a fork's would not. Where the request began comes last.
  private List<Base> bases() {
    var bases = new ArrayList<Base>();
    commit("CI_MERGE_REQUEST_TARGET_BRANCH_SHA").map(Base.Commit::new).ifPresent(bases::add);
    boolean fork =
        !variables.apply("CI_MERGE_REQUEST_PROJECT_ID").equals(variables.apply("CI_PROJECT_ID"));
    variables
        .apply("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
        .filter(BranchName::isFetchable)
        .filter(_ -> !fork)
        .map(Base.Branch::new)
        .ifPresent(bases::add);
    commit("CI_MERGE_REQUEST_DIFF_BASE_SHA").map(Base.Commit::new).ifPresent(bases::add);
    return bases;
  }

  private Occasion push() {
    Optional<String> branch = variables.apply("CI_COMMIT_BRANCH");
    Optional<String> usual = variables.apply("CI_DEFAULT_BRANCH");
    if (branch.isEmpty() || usual.isEmpty()) {
      return Occasion.NONE;
    }
    return Occasion.ofPush(branch.get(), usual.get(), commit("CI_COMMIT_BEFORE_SHA"));
  }

  private Optional<CommitId> commit(String variable) {
    return variables
        .apply(variable)
        .filter(text -> text.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
        .map(CommitId::new)
        .filter(commit -> !commit.isNone());
  }
}
