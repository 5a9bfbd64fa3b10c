package io.github.sddtool.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class SqlStaysInItsRoomsTest {
  @Test
  void onlyStoreBridgeGuardAndPipelineSpeakSql() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.github.sddtool.store..",
            "io.github.sddtool.bridge..",
            "io.github.sddtool.guard..",
            "io.github.sddtool.pipeline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jdbi..", "java.sql..", "org.sqlite..", "org.postgresql..", "org.flywaydb..")
        .because("a table is changed by changing one room")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.github.sddtool"));
  }
}
