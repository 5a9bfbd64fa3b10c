package io.github.sddtool.facts.lexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.sddtool.source.RepoPath;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// In every snippet a YES stands in a comment and a NO in something that is none.
class CommentsAndLiteralsTest {
  private static final Pattern MARK = Pattern.compile("(YES|NO)\\d*");

  // @spec engine/markers#REQ-MARK-001, engine/markers#REQ-MARK-004
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"curly", "scripts", "data"})
  void findsCommentsAndNothingElse(String file, String source) {
    Language language = Language.of(RepoPath.of(file)).orElseThrow();
    List<String> found = marks(String.join("\n", texts(language, source)));
    List<String> wanted = marks(source).stream().filter(m -> m.startsWith("YES")).toList();
    assertThat(found).isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource({"curly", "scripts", "data"})
  void findsTheSameWithWindowsLineEnds(String file, String source) {
    findsCommentsAndNothingElse(file, source.replace("\n", "\r\n"));
  }

  private static List<String> texts(Language language, String source) {
    return SourceScanner.scan(language, source).comments().stream().map(Comment::text).toList();
  }

  private static List<String> marks(String text) {
    return MARK.matcher(text).results().map(MatchResult::group).toList();
  }

  static Stream<Arguments> curly() {
    return Stream.of(
        arguments("a.ts", "// YES\nconst a = '// NO'; /* YES2 */ const b = \"/* NO */\";"),
        arguments("a.ts", "const t = `// NO ${f(`/* NO */ ${x /* YES */}`)} // NO`; // YES2"),
        arguments("a.ts", "const u = `http://NO`; // YES"),
        arguments("a.ts", "const r = /[/'\"`]/ // YES\nconst q = a / b; // YES2 / c"),
        arguments("a.ts", "if (/\\/\\*NO/.test(s)) {} // YES\nx = y / 2 // YES2 '"),
        arguments(
            "a.ts",
            "if (a) /\"/.test(x); // YES\nfor await (a of (b)) /'/.exec(c) // YES2\nwhile (f(a)) /* YES3 */ /`/g.test(b) // YES4"),
        arguments("a.ts", "f(a) / '\"'; // YES\nx.if(a) / 2 // YES2 '/\n(a) / b // YES3 /'"),
        arguments("a.jsx", "if (a) /\"/.test(x); // YES"),
        arguments("a.ts", "return /`/ // YES\nlet s = '\\'// NO' // YES2"),
        arguments("a.ts", "const o = {}\n/** YES\n * YES2 */\nfunction f() {}"),
        arguments("a.ts", "const s = 'NO \\\n // NO'; // YES"),
        arguments("a.ts", "const s = 'unclosed // NO\n// YES"),
        arguments("a.ts", "const f = <T>(x: T) => x; // YES\nlet m: Map<string, 'a'>; // YES2"),
        arguments("a.mjs", "#!/usr/bin/env node YES\nlet a = 1 // YES2"),
        arguments("a.jsx", "const e = <p>Don't // NO {/* YES */} http://NO</p>; // YES2"),
        arguments("a.tsx", "const e = <A b='// NO' c={x /* YES */}>'{y}</A>; // YES2 '"),
        arguments("a.tsx", "const e = cond ? <><B/>it's /* NO */</> : null; // YES"),
        arguments("a.tsx", "const e = <ul>{xs.map(x => <li key={x}>it's // NO</li>)}</ul>; // YES"),
        arguments(
            "a.tsx",
            "const f = <T,>(x: T) => x; // YES\nconst g = <T extends U>(x: T) => x // YES2"),
        arguments("a.tsx", "if (a < b && c > d) {} // YES\nuseState<string>('// NO'); // YES2"),
        arguments("a.js", "for (i = 0; i<n; i++) {} // YES"),
        arguments(
            "a.vue",
            "<!-- YES -->\n<template><p title=\"<!-- NO -->\">Don't // NO</p></template>\n<script setup lang=\"ts\">\n// YES2\nconst a = '<!-- NO -->' /* YES3 */\n</script>\n<style>\n/* YES4 */ a { content: '/* NO */'; }\n</style>\n<!-- YES5 -->"),
        arguments("a.svelte", "<script>let a = 1; // YES\n</script>\n<p>// NO</p><!-- YES2 -->"),
        arguments(
            "A.java",
            "/** YES */ class A { char c = '\"'; // YES2\n String s = \"// NO\\\" // NO\"; }"),
        arguments("A.java", "String t = \"\"\"\n  // NO \"quoted\" /* NO */\n  \"\"\"; // YES"),
        arguments("A.java", "/// YES\nint x = 4 / 2; // YES2"),
        arguments("A.kt", "/* YES /* YES2 */ YES3 */ val s = \"${f(\"// NO\")} // NO\" // YES4"),
        arguments("A.kt", "val s = \"\"\"// NO \\\"\"\" // YES\nfun `it's // NO`() {} // YES2"),
        arguments(
            "A.scala", "val c = '\"' // YES\nval s = s\"${a} // NO\" /* YES2 /* YES3 */ YES4 */"),
        arguments(
            "A.scala",
            "val s = \"${ // NO\" // YES\nval y = 'sym // YES2\nval t = \"\"\"// NO\"\"\""),
        arguments(
            "a.groovy",
            "def s = '// NO' // YES\ndef t = '''// NO'''\ndef r = ~/NO \\/\\/ NO/ // YES2"),
        arguments("a.go", "s := `// NO\n/* NO` // YES\nr := '\"' // YES2\nt := \"// NO\""),
        arguments("a.rs", "/// YES\nfn f<'a>(x: &'a str) -> char { '\"' } // YES2"),
        arguments(
            "a.rs",
            "let s = r#\"// NO \" // NO\"#; // YES\nlet b = br\"/* NO\"; /* YES2 /* YES3 */ */"),
        arguments("a.rs", "//! YES\nlet c = '\\''; // YES2\nlet s = \"NO\n// NO\"; // YES3"),
        arguments("a.rs", "impl<'a> X<'a> { /* YES */ }\nlet q = '\\u{1F600}'; // YES2"),
        arguments("a.cpp", "auto s = R\"x(// NO )\" // NO)x\"; // YES\nint n = 1'000'000; // YES2"),
        arguments("a.cpp", "char c = '\\''; // YES \\\n YES2\nauto l = u8R\"(/* NO)\"; /* YES3 */"),
        arguments("a.c", "#define Q '\"' /* YES */\n#error don't // YES2\nchar *s = \"// NO\";"),
        arguments("A.cs", "var s = @\"// NO \"\" // NO \\\"; // YES\n#region Don't\n/// YES2"),
        arguments("A.cs", "var s = $\"{f(\"// NO\")} {{ // NO\"; // YES"),
        arguments(
            "A.cs",
            "var s = \"\"\"\n // NO \" \"\" NO\n \"\"\"; // YES\nvar t = $@\"{x}\"\"// NO\"; // YES2"),
        arguments(
            "a.swift",
            "let s = \"\\(f(\"// NO\")) // NO\" // YES\nlet r = #\"// NO \"\\\"#; // YES2"),
        arguments(
            "a.swift", "/* YES /* YES2 */ YES3 */\nlet s = \"\"\"\n // NO \"\n \"\"\" // YES4"),
        arguments(
            "a.dart", "var s = '${f('// NO')} // NO'; // YES\nvar r = r'\\'; // YES2\n/// YES3"),
        arguments(
            "a.php",
            "<p>// NO # NO</p>\n<?php\n// YES\n$a = '# NO'; # YES2\n#[Attribute('NO')]\n?>\n// NO"),
        arguments(
            "a.php",
            "<?php $s = <<<EOT\n// NO\nEOT; // YES\n$t = <<<'X'\n  # NO\n  X;\n/* YES2 */"),
        arguments("a.php", "<?php $s = \"{$a['# NO']} // NO\"; // YES ?> // NO\n<!-- YES2 -->"),
        arguments("a.proto", "// YES\nstring s = 1; /* YES2 */ option a = \"// NO\";"));
  }

  static Stream<Arguments> scripts() {
    return Stream.of(
        arguments("a.py", "\"\"\"YES\"\"\"\nimport os\nx = \"\"\"NO\"\"\"\n\"\"\"NO\"\"\"\n# YES2"),
        arguments(
            "a.py",
            "def f(a: int = {1: 2}) -> Dict[str, int]:\n    '''YES'''\n    'NO'\n    return '# NO' # YES2"),
        arguments(
            "a.py", "class A:\n    r\"\"\"YES\"\"\"\n    x = 'it\\'s # NO' # YES2\n    \"NO\""),
        arguments("a.py", "async def f():\n  # YES\n  u'YES2'\nwith x:\n  'NO'\nif y: 'NO'"),
        arguments("a.py", "def f(): 'YES'\ndef g(): 'NO' + 'NO'\nd = {'a': 'NO'}"),
        arguments("a.py", "f'{x!r:>{w}} # NO {d['# NO']}' # YES\ns = rb'\\' # NO' # YES2"),
        arguments("a.rb", "# YES\ns = \"#{h['# NO']} # NO\" # YES2\n=begin\nYES3\n=end\nt = 'NO'"),
        arguments("a.rb", "a = %w[# NO] # YES\nb = %q(it's # (NO)) # YES2\nc = x % y # YES3"),
        arguments(
            "a.rb",
            "x = <<~SQL.strip # YES\n  # NO 'don''t\n  SQL\ny << z # YES2\nclass << self # YES3\nend"),
        arguments(
            "a.rb",
            "a =~ /#NO'/ # YES\nb = c / d # YES2 /\nputs /# NO/ # YES3\nq = ?\" # YES4\n$' # YES5"),
        arguments("a.rb", "x.empty? ? \"# NO\" : 'NO' # YES\n__END__\n# NO"),
        arguments(
            "a.pl",
            "my $n = $#a; # YES\nmy $q = q(# NO); s/#NO/\"/; # YES2\n=pod\n\nYES3\n\n=cut\n# YES4"),
        arguments(
            "a.pl",
            "print <<\"E\"; # YES\n# NO\nE\n$x =~ m{#NO'}; my %h = (s => 1); # YES2\n$y = 5; # YES3"),
        arguments(
            "a.ex",
            "@moduledoc \"\"\"\nYES\n\"\"\"\n# YES2\ns = \"#{a[\"# NO\"]} # NO\" # YES3\nr = ~r/# NO/ # YES4\nc = ?# # YES5"),
        arguments(
            "a.lua",
            "-- YES\ns = [[-- NO]] --[[ YES2\nYES3 ]] t = [==[ ]] -- NO]==] -- YES4\nu = '-- NO'"),
        arguments(
            "a.jl",
            "#= YES #= YES2 =# YES3 =#\nb = a' # YES4\nc = '\"' # YES5\ns = \"# NO $(f(\"# NO\"))\""),
        arguments("a.r", "#' YES\ns <- r\"(# NO \" NO)\" # YES2\nt <- 'it # NO'"),
        arguments(
            "a.hs",
            "-- YES\n--> NO\nf x' = '\"' -- YES2\n{- YES3 {- YES4 -} -}\ns = \"-- NO\"\nfoldl' g -- YES5"),
        arguments(
            "a.sh",
            "#!/bin/sh YES\nn=${#NO} # YES2\necho $# a#NO '# NO' # YES3\necho \"$(f \"# NO\") # NO\" # YES4"),
        arguments(
            "a.sh",
            "cat <<EOF # YES\n# NO don't\nEOF\n# YES2\nx=${y## NO} # YES3\necho \\# NO it\\'s # YES4"),
        arguments(
            "a.sh",
            "cat <<-'E F'\nx # YES\ncat <<< \"# NO\" # YES2\n(( a << 2 )) # YES3\nprintf $'it\\'s # NO' # YES4"),
        arguments("a.bash", "case $x in\n a) echo a ;; # YES\nesac\n[[ $x =~ ^#NO ]] # YES2"),
        arguments(
            "a.ps1",
            "<# YES\nYES2 #>\n$s = @\"\n# NO \"quoted\"\n\"@\n$t = \"`\"# NO $(f '# NO')\" # YES3\n$a='it''s # NO' # YES4"),
        arguments(
            "Makefile", "# YES\nall: # YES2\n\techo \"# NO\" # YES3\n\techo \\# NO don't # YES4\n"),
        arguments("Dockerfile", "# YES\nRUN echo a # NO\n  # YES2\nRUN <<EOF\n# NO\nEOF\n# YES3"));
  }

  static Stream<Arguments> data() {
    return Stream.of(
        arguments("a.sql", "-- YES\nselect 'it''s -- NO', \"-- NO\" /* YES2 /* YES3 */ YES4 */;"),
        arguments(
            "a.sql",
            "create function f() as $body$ -- YES\n$x$ -- NO $body$; -- YES2\nselect 'a\\'; -- YES3\nselect E'\\'-- NO'; -- YES4"),
        arguments(
            "a.sql",
            "DO $$ begin -- YES it's\n/* YES2 */ perform '-- NO', $x$-- NO$x$; -- YES3\nend 'open $$; -- YES4"),
        arguments(
            "a.sql",
            "select $$ -- NO $$, $a$ /* NO */ $a$; -- YES\ndo language plpgsql $a$ -- YES2\n$a$"),
        arguments(
            "a.yml",
            "# YES\nurl: http://x#NO # YES2\ns: \"# NO\"\nt: 'it''s # NO' # YES3\nit's: a # YES4"),
        arguments(
            "a.yml",
            "run: | # YES\n  # NO\n\n  echo NO\nb: > \n # NO\nc: 1 # YES2\n- d: |\n    # NO\n  # YES3\n- |\n # NO\n# YES4"),
        arguments(
            "a.yml",
            "a: [\"# NO\", '# NO'] # YES\nb: !!str \"# NO\" # YES2\nc: a | b # YES3\nd: x > # YES4"),
        arguments(
            "a.tf",
            "# YES\n// YES2\n/* YES3 */ a = \"# NO ${f(\"// NO\")}\" # YES4\nb = <<-EOT\n  # NO\n  EOT\n# YES5"),
        arguments(
            "a.toml",
            "# YES\na = \"# NO\" # YES2\nb = '\\' # YES3\nc = \"\"\"\n# NO\"\"\"\nd = '''\n# NO'''\n# YES4"),
        arguments("a.ini", "; YES\n# YES2\na = b # NO\nc = it's ; NO\n"),
        arguments("a.properties", "! YES\na=http://NO"),
        arguments(
            "a.css",
            "/* YES */ a { background: url(//NO/*NO*/); } // NO\nb { content: \"/* NO */\" }"),
        arguments("a.scss", "// YES\n$u: 'http://NO'; @import url(http://NO); /* YES2 */"),
        arguments(
            "a.html",
            "<!-- YES\nYES2 --><p>it's <a href=\"<!-- NO -->\">// NO</a><script>// YES3\nx = '<!-- NO'</script><!-- YES4 -->"),
        arguments("a.xml", "<a><![CDATA[<!-- NO -->]]><!-- YES --></a>"),
        arguments(
            "a.feature",
            "# YES\nFeature: # NO\n  Scenario: it's\n    Given x # NO\n    \"\"\"\n    # NO\n    \"\"\"\n    # YES2"),
        arguments("a.robot", "*** Test Cases ***\nT  # YES\n    Log    a#NO    # YES2\n# YES3"));
  }
}
