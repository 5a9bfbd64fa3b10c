package io.github.sddtool.pipeline.publish;

import io.github.sddtool.analysis.finding.Verdict;
import io.github.sddtool.source.CommitId;
import io.github.sddtool.source.RepoId;
import java.time.Instant;

/// How a pull request was judged once.
///
/// @param base the tip of the base branch, whose rules held
/// @param title what people were told
/// @param version of the program that judged
public record PastJudgement(
    RepoId repo,
    int number,
    CommitId base,
    CommitId head,
    Verdict verdict,
    String title,
    String version,
    Instant at) {}
