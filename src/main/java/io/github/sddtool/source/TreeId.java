package io.github.sddtool.source;

/// The files of a snapshot as a whole: equal ids are equal files.
///
/// @param origin where the tree can be compared with others: the repository, and the folder in it
/// @param hex git's object id of the tree
public record TreeId(String origin, String hex) {}
