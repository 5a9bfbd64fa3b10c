package io.github.sddtool.store.score;

import java.util.Optional;

/// What somebody, or a team, has to do with a project's specs.
///
/// @param name as specs write it in `owner` or `team`, and reviews for a reviewer
/// @param owned specs that name them
/// @param hoursToAnswer on average from the request of a review to its last answer
/// @param completion of all reviews asked of them that were not cancelled, the percentage answered
public record TeamMember(
    String name,
    int owned,
    int pendingReviews,
    Optional<Double> hoursToAnswer,
    Optional<Double> completion) {}
