package io.github.sddtool.bridge.local;

import io.github.sddtool.bridge.lens.SpecLens;
import io.github.sddtool.bridge.merge.Authority;
import io.github.sddtool.bridge.merge.FileMerge;
import io.github.sddtool.bridge.merge.FileMerged;
import io.github.sddtool.bridge.merge.FilePast;
import io.github.sddtool.bridge.merge.FileState;
import io.github.sddtool.bridge.merge.Ruling;
import io.github.sddtool.bridge.mirror.MirrorSettings;
import io.github.sddtool.spec.SpecFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Merges a spec of the working tree with the store's. Both sides count, whatever the mode of the
/// bridge: a working tree may be old, and what it does not say anew is nobody's wish.
public final class Merger {
  private final Map<String, SpecFormat> formats;
  private final Authority otherwise;

  private Merger(Map<String, SpecFormat> formats, Authority otherwise) {
    this.formats = Map.copyOf(formats);
    this.otherwise = otherwise;
  }

  /// One that goes by what the repository says of contradictions.
  public static Merger of(List<SpecFormat> formats, MirrorSettings.Resolution resolution) {
    return new Merger(
        formats.stream().collect(Collectors.toMap(SpecFormat::name, one -> one)),
        switch (resolution) {
          case LOCAL -> Authority.GIT;
          case REMOTE -> Authority.STORE;
          case PROMPT, MERGE -> Authority.BOTH;
        });
  }

  /// The same, with another answer to contradictions.
  Merger ruled(Authority winner) {
    return new Merger(formats, winner);
  }

  /// Whether there is such a format here.
  boolean knows(String format) {
    return formats.containsKey(format);
  }

  SpecLens lens(String format) {
    return new SpecLens(
        Optional.ofNullable(formats.get(format))
            .orElseGet(() -> formats.values().iterator().next()));
  }

  FileMerged merge(
      String format,
      Optional<FileState> base,
      Optional<FileState> here,
      Optional<FileState> there,
      FilePast past) {
    return new FileMerge(lens(format), new Ruling(_ -> Authority.BOTH, otherwise))
        .merge(base, here, there, past);
  }

  /// Whether a text that is to be written comes back as it is when it is taken apart.
  boolean holds(String format, FileState file) {
    return lens(format).get(file.path(), file.text()).text().equals(file.text());
  }
}
