package io.github.sddtool.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/// Asks the C library what Java cannot tell of a terminal: how wide it is, and whether the error
/// stream goes to one. Where the library answers otherwise than on Linux and macOS, nothing is
/// known.
final class Terminal {
  private static final int OUT = 1;
  private static final int ERROR = 2;

  /// Rows, columns and two sizes in pixels, 16 bits each.
  private static final int WINDOW_SIZE_BYTES = 8;

  private static final int COLUMNS_OFFSET = 2;

  private Terminal() {}

  /// How many columns standard output has; nothing where it is no terminal.
  @SuppressWarnings("restricted")
  static Optional<Integer> columns() {
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle ioctl =
          function(
              "ioctl",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.ADDRESS),
              Linker.Option.firstVariadicArg(2));
      MemorySegment size = arena.allocate(WINDOW_SIZE_BYTES);
      int answer = (int) ioctl.invokeExact(OUT, windowSizeRequest(), size);
      int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, COLUMNS_OFFSET));
      return answer == 0 && columns > 0 ? Optional.of(columns) : Optional.empty();
    } catch (Throwable _) { // what a method handle may throw
      return Optional.empty();
    }
  }

  /// Whether the error stream goes to a terminal.
  static boolean isError() {
    try {
      MethodHandle isatty =
          function("isatty", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
      return (int) isatty.invokeExact(ERROR) == 1;
    } catch (Throwable _) { // what a method handle may throw
      return false;
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(
      String name, FunctionDescriptor types, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), types, options);
  }

  /// `TIOCGWINSZ`
  private static long windowSizeRequest() {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    return mac ? 0x40087468L : 0x5413L;
  }
}
