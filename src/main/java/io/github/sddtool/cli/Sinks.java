package io.github.sddtool.cli;

import io.github.sddtool.fault.UserFault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

// @spec cli/commands#REQ-CLI-023
/// What `--format F` and `--format F=FILE` ask for: at most one format goes to standard output, the
/// others to files.
///
/// @param <R> what writes a format
record Sinks<R>(List<Sink<R>> all) {

  /// A format, and its file if it does not go to standard output.
  record Sink<R>(R renderer, Optional<Path> file) {}

  /// What a command can write.
  ///
  /// @param first the default
  /// @param named finds a format by its name, and says the choices where there is none
  record Choice<R>(R first, Function<String, R> named) {}

  /// @throws UserFault for an unknown format, a file without a name, or two formats for standard
  ///   output
  static <R> Sinks<R> of(List<String> formats, Choice<R> choice) {
    var sinks = new ArrayList<Sink<R>>();
    for (String format : formats) {
      int equals = format.indexOf('=');
      R renderer = choice.named().apply(equals < 0 ? format : format.substring(0, equals));
      sinks.add(
          new Sink<>(
              renderer, equals < 0 ? Optional.empty() : Optional.of(file(format, equals + 1))));
    }
    long toOut = sinks.stream().filter(sink -> sink.file().isEmpty()).count();
    if (toOut > 1) {
      throw UserFault.usage(
          "Only one format can go to standard output; send the others to files: --format json=FILE.");
    }
    if (toOut == 0) {
      sinks.add(new Sink<>(choice.first(), Optional.empty()));
    }
    return new Sinks<>(List.copyOf(sinks));
  }

  private static Path file(String format, int from) {
    String name = format.substring(from);
    if (name.isBlank()) {
      throw UserFault.usage("--format '" + format + "' names no file after the '='.");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw UserFault.usage("--format: '" + name + "' is no name for a file.");
    }
  }

  /// Writes each format where it goes.
  void print(Function<R, String> render, PrintStream out, Function<R, String> renderForOut) {
    for (Sink<R> sink : all) {
      if (sink.file().isPresent()) {
        write(sink.file().get(), "report", render.apply(sink.renderer()));
      } else {
        out.print(renderForOut.apply(sink.renderer()));
        out.flush();
      }
    }
  }

  /// Writes a file, its folders too.
  ///
  /// @throws UserFault when it cannot be written
  static void write(Path file, String what, String text, OpenOption... options) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text, options);
    } catch (IOException e) {
      throw UserFault.usage(
          "Cannot write the " + what + " to '" + file + "': " + reason(file, e) + ".");
    }
  }

  /// What the system says, in words; many of its messages are the path alone.
  private static String reason(Path file, IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "it may not be written";
      case FileAlreadyExistsException in -> "'" + in.getFile() + "' is no folder";
      case FileSystemException _ when Files.isDirectory(file) -> "it is a folder";
      case FileSystemException system when system.getReason() != null -> system.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
