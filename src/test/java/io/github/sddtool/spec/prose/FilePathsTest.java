package io.github.sddtool.spec.prose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "in src/lib/auth.ts that returns | src/lib/auth.ts",
        "in (src/lib/auth.ts). | src/lib/auth.ts",
        "see **src/lib/auth.ts**, then | src/lib/auth.ts",
        "`session.ts` | session.ts",
        "`src/a.test.ts` | src/a.test.ts",
        "tests/a.py::test_b | tests/a.py",
        "src/a.ts#L10 | src/a.ts",
        "./src/a.ts | ./src/a.ts",
        "创建 src/界面.tsx， | src/界面.tsx"
      })
  void aPathIsFoundInProseAndInCode(String text, String path) {
    assertThat(FilePaths.in(text)).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`npm run test src/a.ts`",
        "https://example.com/a.html",
        "src/**/*.ts",
        "src/{name}.ts",
        "GET /api/users",
        "the folder src/app/",
        "e.g. this/that",
        "Node.js and session.ts",
        "`auth.check()`",
        "and/or"
      })
  void whatOnlyLooksLikeOneIsNone(String text) {
    assertThat(FilePaths.in(text)).isEmpty();
  }

  @Test
  void aLongLineIsReadInLinearTime() {
    assertThat(FilePaths.in("a/".repeat(500_000) + " src/a.ts " + "(".repeat(200)))
        .containsExactly("src/a.ts");
  }
}
