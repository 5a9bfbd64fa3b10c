package io.github.sddtool.analysis;

import io.github.sddtool.analysis.trace.FileTrace;
import io.github.sddtool.analysis.trace.Layers;
import io.github.sddtool.analysis.trace.MarkerResolver;
import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.git.GeneratedPaths;

/// A survey, and what it takes to make from it the survey of a snapshot that differs in a few
/// files.
///
/// @param markers of every file that has any, resolved, by path; of prose too
/// @param generated the files that nobody wrote
/// @param index of the markers
/// @param memo what was worked out from the survey before
record Surveyed(
    Survey survey,
    Grounds grounds,
    MarkerResolver resolver,
    Layers<RepoPath, FileTrace> markers,
    GeneratedPaths generated,
    MarkerIndex index,
    Memo memo) {}
