package io.github.sddtool.pipeline.command;

import io.github.sddtool.source.CommitId;
import java.time.LocalDate;

/// A command that somebody who may gave.
///
/// @param seq orders commands as they came
/// @param author the login
/// @param line as written
/// @param seen the head that the author was told of last
/// @param day it was given
record Given(long seq, String author, String line, CommitId seen, LocalDate day) {}
