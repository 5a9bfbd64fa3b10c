package io.github.sddtool.app;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.format.adr.AdrFormat;
import io.github.sddtool.spec.format.kiro.KiroFormat;
import io.github.sddtool.spec.format.openfasttrace.OpenFastTraceFormat;
import io.github.sddtool.spec.format.openspec.OpenSpecFormat;
import io.github.sddtool.spec.format.sdd.SddFormat;
import io.github.sddtool.spec.format.speckit.SpeckitFormat;
import java.util.List;

/// The part of the object graph that every entry point shares.
public final class Engine {
  /// Every format we read, in the order they are looked for. A format that takes any document comes
  /// after those that know their own by its place.
  public static final List<SpecFormat> FORMATS =
      List.of(
          new SddFormat(),
          new OpenSpecFormat(),
          new KiroFormat(),
          new SpeckitFormat(),
          new AdrFormat(),
          new OpenFastTraceFormat());

  private Engine() {}

  public static Assessor assessor() {
    return new Assessor(FORMATS);
  }
}
