import java.util.List;

/// How source files of a language look. In templates `$k` is the file's number, `$f` the
/// function's, `$m` a number that changes with the file's revision, `$i` a requirement, and `$3`
/// three words.
///
/// @param name of a source file
/// @param test the name of a test file; empty where the language has no tests
/// @param open how a file begins
/// @param title a test whose title names a requirement
/// @param marker a comment that names one
/// @param close how a file ends
record Language(
    String name,
    String test,
    String open,
    String function,
    String title,
    String marker,
    String close) {

  private static final String BLOCK = "/**\n * $6\n * @spec $i\n */\n";
  private static final String SLASHES = "// $5\n// @spec $i\n";
  private static final String HASHES = "# $5\n# @spec $i\n";

  private static final Language TYPESCRIPT =
      new Language(
          "mod$k.ts",
          "mod$k.test.ts",
          "// file $k\n",
          """
          export function fn$k_$f(a: number, b: string): number {
            const v$f = a * $f + b.length; // $4
            if (v$f > 10) {
              return v$f - $m;
            }
            const label = "$3";
            return label.length + v$f;
          }

          """,
          "it('$i: $4', () => {\n  expect(fn$k_1(1, '$3')).toBe($m);\n});\n\n",
          BLOCK,
          "");

  private static final Language JAVA =
      new Language(
          "Mod$k.java",
          "Mod$kTest.java",
          "package bench;\n\n// file $k\nclass Mod$k {\n",
          """
            public static int fn$k_$f(int a, String b) {
              int v$f = a * $f + b.length(); // $4
              if (v$f > 10) {
                return v$f - $m;
              }
              String label = "$3";
              return label.length() + v$f;
            }

          """,
          "  @Test\n  @DisplayName(\"$i: $4\")\n  void title$f() {\n    check($m);\n  }\n\n",
          BLOCK,
          "}\n");

  private static final Language PYTHON =
      new Language(
          "mod$k.py",
          "test_mod$k.py",
          "# file $k\n",
          """
          def fn$k_$f(a, b):
              \"""$6\"""
              v = a * $f + len(b)  # $4
              if v > 10:
                  return v - $m
              label = "$3"
              return len(label) + v


          """,
          "def test_case_$f():\n    \"\"\"$i: $4\"\"\"\n    assert fn$k_1(1, \"$3\") == $m\n\n\n",
          HASHES,
          "");

  private static final Language GO =
      new Language(
          "mod$k.go",
          "mod$k_test.go",
          "package bench\n\n// file $k\n",
          """
          func fn$k_$f(a int, b string) int {
          \tv := a*$f + len(b) // $4
          \tif v > 10 {
          \t\treturn v - $m
          \t}
          \tlabel := "$3"
          \treturn len(label) + v
          }

          """,
          "func TestCase$f(t *testing.T) {\n\tt.Run(\"$i: $4\", func(t *testing.T) {})\n}\n\n",
          SLASHES,
          "");

  private static final Language KOTLIN =
      new Language(
          "Mod$k.kt",
          "Mod$kTest.kt",
          "// file $k\n",
          """
          fun fn$k_$f(a: Int, b: String): Int {
            val v$f = a * $f + b.length // $4
            if (v$f > 10) {
              return v$f - $m
            }
            val label = "$3"
            return label.length + v$f
          }

          """,
          "@Test\nfun `$i $4`() {\n  check($m)\n}\n\n",
          BLOCK,
          "");

  private static final Language RUST =
      new Language(
          "mod$k.rs",
          "mod$k.rs",
          "// file $k\n",
          """
          pub fn fn$k_$f(a: i64, b: &str) -> i64 {
              let v$f = a * $f + b.len() as i64; // $4
              if v$f > 10 {
                  return v$f - $m;
              }
              let label = "$3";
              label.len() as i64 + v$f
          }

          """,
          "#[test]\nfn case_$f() {\n    assert_eq!(fn$k_1(1, \"$3\"), $m);\n}\n\n",
          SLASHES,
          "");

  private static final Language CSHARP =
      new Language(
          "Mod$k.cs",
          "Mod$kTests.cs",
          "// file $k\nclass Mod$k\n{\n",
          """
              public static int Fn$k_$f(int a, string b)
              {
                  var v$f = a * $f + b.Length; // $4
                  if (v$f > 10)
                  {
                      return v$f - $m;
                  }
                  var label = "$3";
                  return label.Length + v$f;
              }

          """,
          "    [Fact(DisplayName = \"$i: $4\")]\n    public void Case$f()\n    {\n    }\n\n",
          SLASHES,
          "}\n");

  private static final Language RUBY =
      new Language(
          "mod$k.rb",
          "mod$k_spec.rb",
          "# file $k\n",
          """
          def fn$k_$f(a, b)
            v = a * $f + b.length # $4
            return v - $m if v > 10

            label = "$3"
            label.length + v
          end

          """,
          "it \"$i: $4\" do\n  expect(fn$k_1(1, \"$3\")).to eq($m)\nend\n\n",
          HASHES,
          "");

  private static final Language YAML =
      new Language(
          "jobs$k.yaml",
          "",
          "# file $k\njobs:\n",
          """
            job$k_$f:
              needs: [step$f] # $4
              timeout: $m
              description: "$6"
              run:
                - call $3
                - call $3

          """,
          "",
          "  # $5\n  # @spec $i\n",
          "");

  static final List<Language> ALL =
      List.of(
          TYPESCRIPT,
          JAVA,
          TYPESCRIPT,
          PYTHON,
          GO,
          TYPESCRIPT,
          JAVA,
          KOTLIN,
          PYTHON,
          RUST,
          TYPESCRIPT,
          GO,
          JAVA,
          CSHARP,
          TYPESCRIPT,
          RUBY,
          PYTHON,
          GO,
          JAVA,
          YAML);

  /// Of twenty files, one after the other.
  static Language of(int file) {
    return ALL.get(file % ALL.size());
  }

  boolean hasTests() {
    return !test.isEmpty();
  }
}
