# Looks at what a run for a fork's pull request has left: anybody may have written it. Nothing of it
# is used but a number and a document that sdd reads as data.
. "${0%/*}/common.sh"

# Ends the step: the artifact is not what an honest run leaves.
refuse() {
  say error "the artifact is refused: $1"
  exit 2
}

# Ends the step in peace: nothing to do any more.
over() {
  say notice "no comment: $1"
  exit 0
}

# The file $1 is a plain one of at most $2 bytes.
small() {
  if [ -L "$1" ] || [ ! -f "$1" ]; then
    refuse "${1##*/} is missing or no plain file"
  fi
  [ "$(wc -c <"$1")" -le "$2" ] || refuse "${1##*/} is larger than $2 bytes"
}

small "$IN_FOLDER/pr-number" 12
small "$IN_FOLDER/sdd-report.json" 5242880

pull=$(tr -d '\r\n' <"$IN_FOLDER/pr-number")
case $pull in
  '' | 0* | *[!0-9]*) refuse "pr-number is no number" ;;
esac
case $IN_HEAD in
  '' | *[!0-9a-f]*) wrong "head-sha is '$IN_HEAD'; it is a commit" ;;
esac

# The number must be the one of the pull request that the run was about, or a stranger could make us
# comment on any. The forge knows the head of each as a ref.
url=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY
basic=$(printf 'x-access-token:%s' "$IN_GITHUB_TOKEN" | base64 | tr -d '\n')
refs=$(GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" \
  GIT_CONFIG_VALUE_0="Authorization: Basic $basic" git_here ls-remote "$url" "refs/pull/$pull/head") ||
  fault "the pull requests of $url cannot be listed"
now=$(printf '%s\n' "$refs" | cut -f 1)
[ -n "$now" ] || refuse "there is no pull request $pull"
[ "$now" = "$IN_HEAD" ] || over "pull request $pull is at another commit than the run was about"

output pull "$pull"
output json "$IN_FOLDER/sdd-report.json"
