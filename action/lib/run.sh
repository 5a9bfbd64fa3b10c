# Runs sdd and tells the runner what it said. The exit code is kept for the last step, so that the
# steps between run whatever the verdict is.
. "${0%/*}/common.sh"

folder=$(mktemp -d "$RUNNER_TEMP/sdd-$IN_COMMAND.XXXXXX")
json=$folder/sdd-report.json
html=
code=0

set -- "$IN_COMMAND" --ci -C "${IN_DIRECTORY:-.}"
[ -z "$IN_BASE" ] || set -- "$@" --base "$IN_BASE"
[ -z "$IN_FAIL_ON" ] || set -- "$@" --fail-on "$IN_FAIL_ON"
[ -z "$IN_THRESHOLD" ] || set -- "$@" --threshold "$IN_THRESHOLD"
if [ "$IN_COMMENT" = true ] && [ -n "$EVENT_PULL" ]; then
  set -- "$@" --comment
fi
while IFS= read -r line; do
  [ -z "$line" ] || set -- "$@" --format "$line"
done <<END
$IN_FORMAT
END
[ -z "$IN_SARIF" ] || set -- "$@" --format "sarif=$IN_SARIF"
if [ "$IN_REPORT" = true ] || [ "$IN_KEEP" = true ]; then
  html=$folder/sdd-report.html
  set -- "$@" --format "html=$html"
fi
# JSON goes to standard output: there it is one document whatever the exit code.
"$SDD_PROGRAM" "$@" --format "text=$folder/sdd-report.txt" --format json \
  >"$json" 2>"$folder/messages" || code=$?

# Annotations are the runner's to read; nothing else is.
annotation='^::\(error\|warning\|notice\) \(file\|title\)='
grep "$annotation" "$folder/messages" | tr '\r' ' '
grep -v "$annotation" "$folder/messages" >"$folder/others" || :
cat "$folder/sdd-report.txt" >>"$folder/others" 2>/dev/null || :
quote "$folder/others"
reason=$(said "$folder/messages")
why=$(uncommented "$folder/messages")
# The token of a fork's pull request may only read: nobody here can change that.
if [ -n "$why" ] && [ "$EVENT_FORK" != true ]; then
  say warning "no comment: $why"
fi

# The report is indented by two spaces a level and a string in it has no line ends, so a line that
# begins like this is the key of that level: neither jq nor node is there in every container.
verdict=error
case $code in
  0)
    verdict=pass
    ! grep -q '^  "verdict" *: *"warn"' "$json" || verdict=warn
    ;;
  1) verdict=fail ;;
  3)
    verdict=skipped
    say notice "skipped: ${reason:-there is no spec to evaluate}"
    ;;
  2) say error "wrong usage: ${reason:-sdd does not say why}" ;;
  4) say error "could not evaluate: ${reason:-sdd does not say why}" ;;
  *) say error "could not evaluate: sdd ended with exit code $code" ;;
esac
if [ "$verdict" = error ]; then
  printf '### SDD could not evaluate\n\n    %s\n' "$(one_line "$reason")" >>"$GITHUB_STEP_SUMMARY"
fi

output code "$code"
output verdict "$verdict"
if [ -s "$json" ]; then
  output json "$json"
  output coverage "$(sed -n '/^  "coverage" *: *{/,/^  }/s/^    "percent" *: *\([0-9.]*\),*$/\1/p' "$json")"
  output score "$(sed -n '/^  "quality" *: *{/,/^  }/s/^    "score" *: *\([0-9.]*\),*$/\1/p' "$json")"
fi
if [ -n "$html" ] && [ -s "$html" ]; then
  output html "$html"
fi
if [ "$IN_REPORT" = true ] && [ -s "$html" ]; then
  output report "$html"
elif [ -s "$json" ]; then
  output report "$json"
fi
