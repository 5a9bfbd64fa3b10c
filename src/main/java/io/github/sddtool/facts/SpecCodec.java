package io.github.sddtool.facts;

import io.github.sddtool.spec.ItemId;
import io.github.sddtool.spec.Level;
import io.github.sddtool.spec.Reference;
import io.github.sddtool.spec.Requirement;
import io.github.sddtool.spec.Requirement.Naming;
import io.github.sddtool.spec.Requirement.Nature;
import io.github.sddtool.spec.Scenario;
import io.github.sddtool.spec.SpecBody;
import io.github.sddtool.spec.SpecProblem;
import io.github.sddtool.spec.TraceItem;
import java.util.List;
import java.util.Map;

// @spec engine/cache#REQ-CACHE-002
/// What specs say, as bytes and back.
final class SpecCodec {
  private SpecCodec() {}

  static void write(FactsSink out, SpecBody body) {
    out.text(body.title());
    out.map(body.frontMatter().fields(), out::text);
    out.map(body.frontMatter().lines(), out::number);
    out.list(body.frontMatter().dependsOn(), out::text);
    out.list(body.requirements(), requirement -> write(out, requirement));
    out.list(body.loose().scenarios(), scenario -> write(out, scenario));
    out.number(body.loose().statements());
    out.list(body.problems(), problem -> write(out, problem));
    out.list(body.references(), reference -> write(out, reference));
  }

  static SpecBody read(FactsSource in) {
    String title = in.text();
    Map<String, String> fields = in.map(FactsSource::text);
    Map<String, Integer> lines = in.map(FactsSource::number);
    List<String> dependsOn = in.list(in::text);
    List<Requirement> requirements = in.list(() -> requirement(in));
    List<Scenario> scenarios = in.list(() -> scenario(in));
    int statements = in.number();
    List<SpecProblem> problems = in.list(() -> problem(in));
    List<Reference> references = in.list(() -> reference(in));
    return new SpecBody(
        title,
        new SpecBody.FrontMatter(fields, lines, dependsOn),
        requirements,
        new SpecBody.Loose(scenarios, statements),
        problems,
        references);
  }

  private static void write(FactsSink out, Requirement requirement) {
    out.text(requirement.id());
    out.text(requirement.title());
    out.text(requirement.level().name());
    out.number(requirement.line());
    out.text(requirement.statement());
    out.list(requirement.scenarios(), scenario -> write(out, scenario));
    out.text(requirement.nature().naming().name());
    out.optional(requirement.nature().item(), item -> write(out, item));
  }

  private static Requirement requirement(FactsSource in) {
    String id = in.text();
    String title = in.text();
    Level level = Level.valueOf(in.text());
    int line = in.number();
    String statement = in.text();
    List<Scenario> scenarios = in.list(() -> scenario(in));
    Naming naming = Naming.valueOf(in.text());
    var nature = new Nature(naming, in.optional(() -> traceItem(in)));
    return new Requirement(id, title, level, line, statement, scenarios, nature);
  }

  private static void write(FactsSink out, Scenario scenario) {
    out.text(scenario.name());
    out.number(scenario.line());
    out.text(scenario.missing());
    out.text(scenario.text());
  }

  private static Scenario scenario(FactsSource in) {
    return new Scenario(in.text(), in.number(), in.text(), in.text());
  }

  private static void write(FactsSink out, TraceItem item) {
    write(out, item.id());
    out.text(item.status());
    out.list(item.covers(), id -> write(out, id));
    out.list(item.depends(), id -> write(out, id));
    out.list(item.needs(), out::text);
    out.list(item.tags(), out::text);
    out.flag(item.forwards());
  }

  private static TraceItem traceItem(FactsSource in) {
    return new TraceItem(
        item(in),
        in.text(),
        in.list(() -> item(in)),
        in.list(() -> item(in)),
        in.list(in::text),
        in.list(in::text),
        in.flag());
  }

  static void write(FactsSink out, ItemId item) {
    out.text(item.type());
    out.text(item.name());
    out.number(item.revision());
  }

  static ItemId item(FactsSource in) {
    return new ItemId(in.text(), in.text(), in.number());
  }

  private static void write(FactsSink out, SpecProblem problem) {
    out.text(problem.rule());
    out.number(problem.line());
    out.number(problem.column());
    out.text(problem.subject());
    out.text(problem.message());
  }

  private static SpecProblem problem(FactsSource in) {
    return new SpecProblem(in.text(), in.number(), in.number(), in.text(), in.text());
  }

  private static void write(FactsSink out, Reference reference) {
    out.text(reference.kind().name());
    out.text(reference.target());
    out.number(reference.line());
    out.number(reference.column());
  }

  private static Reference reference(FactsSource in) {
    return new Reference(Reference.Kind.valueOf(in.text()), in.text(), in.number(), in.number());
  }
}
