package io.github.sddtool;

/// The process: everything else is in the rooms.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(0);
  }
}
