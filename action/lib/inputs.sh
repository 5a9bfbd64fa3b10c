# Refuses inputs that make no sense, before anything is downloaded.
. "${0%/*}/common.sh"

# The input $1 with the value $2 is one of the words after it.
one_of() {
  name=$1
  value=$2
  shift 2
  for word; do
    [ "$value" != "$word" ] || return 0
  done
  wrong "$name is '$value'; it is one of: $*"
}

# The input $1 with the value $2 is no option and has no control characters.
plain() {
  case $2 in
    -*) wrong "$1 is '$2'; it must not begin with -" ;;
    *[[:cntrl:]]*) wrong "$1 holds a control character" ;;
  esac
}

one_of command "$IN_COMMAND" check validate sync impact
[ -z "$IN_FAIL_ON" ] || one_of fail_on "$IN_FAIL_ON" error warning none
one_of report "$IN_REPORT" true false
one_of comment "$IN_COMMENT" true false

if [ -n "$IN_THRESHOLD" ]; then
  [ "$IN_COMMAND" = sync ] || wrong "threshold goes with the command sync, not with $IN_COMMAND"
  # sdd itself looks whether the number is one from 0 to 100
  case $IN_THRESHOLD in
    *[!0-9.]*) wrong "threshold is '$IN_THRESHOLD'; it is a number from 0 to 100" ;;
  esac
fi

plain base "$IN_BASE"
plain working-directory "$IN_DIRECTORY"
plain sarif "$IN_SARIF"
plain version "$IN_VERSION"
plain program "$IN_PROGRAM"

[ -d "${IN_DIRECTORY:-.}" ] || wrong "there is no folder '$IN_DIRECTORY' (working-directory)"

while IFS= read -r line; do
  case $line in
    '') ;;
    text=?* | json=?* | markdown=?* | sarif=?* | junit=?* | codequality=?* | annotations=?* | html=?*)
      plain format "$line"
      ;;
    *) wrong "format has the line '$line'; a line is FORMAT=FILE, and FORMAT one of: text, json, markdown, sarif, junit, codequality, annotations, html" ;;
  esac
done <<END
$IN_FORMAT
END
