package io.github.sddtool.app;

import io.github.sddtool.analysis.Assessor;
import io.github.sddtool.analysis.SurveyMemory;
import io.github.sddtool.facts.FactsCache;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.source.Crew;
import io.github.sddtool.source.TreeId;
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

  /// For questions that have nothing to do with each other.
  public static Assessor assessor() {
    return new Assessor(FORMATS);
  }

  /// For a command: reads by all cores, and remembers from one run to the next what its memory
  /// does.
  public static Assessor assessor(FactsMemory memory) {
    return new Assessor(
        FORMATS, _ -> FactsCache.ofOneRun(memory), new SurveyMemory(0), Crew.ofCores());
  }

  /// For a server: many changes of the same repositories, several at a time, each by one core.
  public static Assessor assessor(FactsCache facts, SurveyMemory surveys) {
    return new Assessor(
        FORMATS,
        change -> facts.of(change.head().id().map(TreeId::origin).orElse("")),
        surveys,
        Crew.ALONE);
  }
}
