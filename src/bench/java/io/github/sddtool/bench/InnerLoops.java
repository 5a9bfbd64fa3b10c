package io.github.sddtool.bench;

import io.github.sddtool.analysis.trace.Survey;
import io.github.sddtool.analysis.trace.Trace;
import io.github.sddtool.analysis.trace.TraceBuilder;
import io.github.sddtool.app.Engine;
import io.github.sddtool.facts.FactsMemory;
import io.github.sddtool.facts.FactsReader;
import io.github.sddtool.facts.FileFacts;
import io.github.sddtool.facts.PassageFilter;
import io.github.sddtool.source.Change;
import io.github.sddtool.source.FileEntry;
import io.github.sddtool.source.RepoPath;
import io.github.sddtool.source.Snapshot;
import io.github.sddtool.spec.SpecFormat;
import io.github.sddtool.spec.format.sdd.SddFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What is done most often, by itself: reading a source file's markers, reading a spec, joining all
/// markers to all specs.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InnerLoops {
  private static final int SOME = 50;

  /// Source files of every language, of which two in five carry markers.
  @State(Scope.Benchmark)
  public static class Sources {
    private final Snapshot snapshot = Inputs.held("src/dom-00");
    private final List<FileEntry> files = snapshot.files().subList(0, SOME);
  }

  /// The texts of specs.
  @State(Scope.Benchmark)
  public static class Specs {
    private final SpecFormat format = new SddFormat();
    private final List<String> texts = new ArrayList<>();

    @Setup
    public void read() {
      Snapshot specs = Inputs.held(".sdd/specs");
      for (FileEntry file : specs.files().subList(0, SOME)) {
        texts.add(new String(specs.read(file), StandardCharsets.UTF_8));
      }
    }
  }

  /// All specs of the repository, and what each source file says.
  @State(Scope.Benchmark)
  public static class Facts {
    private final Survey survey;
    private final Map<RepoPath, FileFacts> facts = new LinkedHashMap<>();

    public Facts() {
      Snapshot all = Inputs.held("");
      survey = Engine.assessor().assess(Change.of(all)).survey();
      FactsReader reader = reader();
      for (FileEntry file : all.files()) {
        if (!file.path().value().startsWith(".")
            && reader.source(all, file, PassageFilter.NONE) instanceof FactsReader.Reading.Read read
            && !read.facts().equals(FileFacts.NONE)) {
          facts.put(file.path(), read.facts());
        }
      }
    }
  }

  private static FactsReader reader() {
    return new FactsReader(FactsMemory.NONE, _ -> false);
  }

  /// A source file, its markers read.
  @Benchmark
  @OperationsPerInvocation(SOME)
  public void source(Sources sources, Blackhole hole) {
    FactsReader reader = reader();
    for (FileEntry file : sources.files) {
      hole.consume(reader.source(sources.snapshot, file, PassageFilter.NONE));
    }
  }

  /// A spec of our own format, read.
  @Benchmark
  @OperationsPerInvocation(SOME)
  public void spec(Specs specs, Blackhole hole) {
    for (String text : specs.texts) {
      hole.consume(specs.format.read(text));
    }
  }

  /// The whole repository, its markers joined to its specs.
  @Benchmark
  public Trace trace(Facts all) {
    Survey survey = all.survey;
    var builder = new TraceBuilder(survey.specs(), survey.companions(), survey.paths(), false);
    all.facts.forEach((path, facts) -> builder.add(path, facts, path.value().startsWith("tests/")));
    return builder.build();
  }
}
