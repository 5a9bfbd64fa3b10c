package io.github.sddtool.source;

/// The content of a file, by git's object id for it: equal ids are equal bytes.
public record BlobId(String hex) {
  @Override
  public String toString() {
    return hex;
  }
}
