package io.github.sddtool;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The plan of the house, kept by the build: see ARCHITECTURE.md.
class RoomsTest {
  private static final String ROOT = "io.github.sddtool.";

  /// In the order of the data: a room may import only rooms that stand before it.
  private static final List<String> ROOMS =
      List.of(
          "fault",
          "source",
          "spec",
          "facts",
          "analysis",
          "report",
          "access",
          "audit",
          "forge",
          "store",
          "bridge",
          "guard",
          "pipeline",
          "server",
          "app",
          "cli");

  /// Packages of one parent that must never meet.
  private static final List<List<String>> SIBLINGS =
      List.of(
          List.of(
              "analysis.coverage",
              "analysis.drift",
              "analysis.impact",
              "analysis.delta",
              "analysis.quality",
              "analysis.rules"),
          List.of("spec.format.sdd", "spec.format.speckit", "spec.format.kiro", "spec.format.adr"),
          List.of("forge.github", "forge.gitlab", "forge.local"));

  private static final Map<String, String> LIBRARY_OWNERS =
      Map.ofEntries(
          Map.entry("org.eclipse.jgit..", "source.git.."),
          Map.entry("org.commonmark..", "spec.markdown.."),
          Map.entry("io.pebbletemplates..", "report.."),
          Map.entry("org.snakeyaml..", "spec.yaml.."),
          Map.entry("org.treesitter..", "facts.lexer.."),
          Map.entry("org.kohsuke..", "forge.github.."),
          Map.entry("io.jsonwebtoken..", "forge.github.."),
          Map.entry("org.gitlab4j..", "forge.gitlab.."),
          Map.entry("org.glassfish..", "forge.gitlab.."),
          Map.entry("jakarta.ws.rs..", "forge.gitlab.."),
          Map.entry("com.cronutils..", "pipeline.timetable.."),
          Map.entry("io.fabric8..", "pipeline.runner.kubernetes.."),
          Map.entry("jakarta.mail..", "pipeline.notice.channel.."),
          Map.entry("org.eclipse.angus..", "pipeline.notice.channel.."),
          Map.entry("io.helidon..", "server.."),
          Map.entry("io.opentelemetry..", "pipeline.trace.."),
          Map.entry("picocli..", "cli.."));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.github.sddtool");

  @TestFactory
  Stream<DynamicTest> importsPointUpstreamOnly() {
    return IntStream.range(0, ROOMS.size() - 1)
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                ROOMS.get(i),
                () -> {
                  String[] downstream =
                      ROOMS.subList(i + 1, ROOMS.size()).stream()
                          .map(room -> ROOT + room + "..")
                          .toArray(String[]::new);
                  check(
                      noClasses()
                          .that()
                          .resideInAPackage(ROOT + ROOMS.get(i) + "..")
                          .should()
                          .dependOnClassesThat()
                          .resideInAnyPackage(downstream)
                          .because("the order of the rooms is the order of the data"));
                }));
  }

  @Test
  void everyClassIsInARoomOrIsMain() {
    var outside =
        CLASSES.stream()
            .filter(c -> !c.getSimpleName().equals("package-info"))
            .map(JavaClass::getName)
            .filter(name -> !name.equals(ROOT + "Main"))
            .filter(name -> !ROOMS.contains(name.substring(ROOT.length()).split("\\.", 2)[0]))
            .toList();
    assertThat(outside).isEmpty();
  }

  @Test
  void noPackageCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> siblingsNeverMeet() {
    return SIBLINGS.stream()
        .flatMap(group ->
            group.stream()
                .map(one ->
                    DynamicTest.dynamicTest(
                        one,
                        () -> {
                          String[] others =
                              group.stream()
                                  .filter(other -> !other.equals(one))
                                  .map(other -> ROOT + other + "..")
                                  .toArray(String[]::new);
                          check(
                              noClasses()
                                  .that()
                                  .resideInAPackage(ROOT + one + "..")
                                  .should()
                                  .dependOnClassesThat()
                                  .resideInAnyPackage(others)
                                  .because("siblings can be understood one by one"));
                        })));
  }

  @TestFactory
  Stream<DynamicTest> everyLibraryHasOneOwner() {
    return LIBRARY_OWNERS.entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey(),
                () ->
                    check(
                        noClasses()
                            .that()
                            .resideOutsideOfPackage(ROOT + e.getValue())
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(e.getKey())
                            .because("a library is replaced by changing one room"))));
  }

  @Test
  void theCoreIsPure() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                ROOT + "spec..",
                ROOT + "facts..",
                ROOT + "analysis..",
                ROOT + "report..",
                ROOT + "access..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net.http..", "java.sql..", "java.util.concurrent..", "org.jdbi..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .because("the same input gives the same report"));
  }

  @Test
  void theServerCallsNoForge() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + "app..", ROOT + "forge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                ROOT + "forge.github..", ROOT + "forge.gitlab..", ROOT + "forge.local..")
            .because("adapters are named where the object graph is wired"));
  }

  @Test
  void theProcessEndsInMainOnly() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "Main")
            .should()
            .callMethod(System.class, "exit", int.class));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "app..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "cli..")
            .should()
            .accessField(System.class, "out"));
  }

  @Test
  void everyPackageIsNullMarked() {
    var unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(p -> p.getName())
            .toList();
    assertThat(unmarked).isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    var vague =
        CLASSES.stream()
            .map(JavaClass::getSimpleName)
            .filter(name -> name.matches(".*(Util|Utils|Helper|Manager|Impl)"))
            .toList();
    assertThat(vague).isEmpty();
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
