package io.github.sddtool.source;

import java.util.Optional;

/// One file's way from base to head: absent before (added), absent after (removed), or both.
public record FileDelta(RepoPath path, Optional<FileEntry> before, Optional<FileEntry> after) {}
