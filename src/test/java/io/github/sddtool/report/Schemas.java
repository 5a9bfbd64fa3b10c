package io.github.sddtool.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// JSON schemas to hold documents against, formats included.
public final class Schemas {
  /// The published one of our own reports.
  public static final Path REPORT = Path.of("docs/schema/sdd.report-1.schema.json");

  /// The SARIF committee's.
  static final Path SARIF = Path.of("src/test/resources/schema/sarif-schema-2.1.0.json");

  private Schemas() {}

  /// What is wrong with a document; nothing where it is valid.
  public static List<String> problems(Path schemaFile, String document) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(schemaFile), InputFormat.JSON);
    return schema
        .validate(
            document,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .toList();
  }
}
