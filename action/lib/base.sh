# Finds the commit to compare with, and fetches as much history as it takes: actions/checkout
# brings one commit.
. "${0%/*}/common.sh"
cd "${IN_DIRECTORY:-.}"

# Without git, sdd finds the base by itself where the history is there.
if ! git_here rev-parse --verify --quiet HEAD >/dev/null 2>&1; then
  echo "No git, or no git repository: the files are judged as they are."
  exit 0
fi
head=$(git_here rev-parse HEAD)
output head "$head"
log=$(scratch)

has() {
  git_here cat-file -e "$1^{commit}" 2>/dev/null
}

shallow() {
  [ "$(git_here rev-parse --is-shallow-repository)" = true ]
}

fetch() {
  git_here fetch --quiet --no-tags --no-recurse-submodules "$@" 2>"$log" && return 0
  sleep 1
  git_here fetch --quiet --no-tags --no-recurse-submodules "$@" 2>"$log"
}

# Whether the point where head left base $1 is known for sure. Where a part of the history is
# missing, a common commit may not be the last one, unless no gap lies between it and both ends.
settled() {
  has "$1" || return 1
  shallow || return 0
  from=$(git_here merge-base "$1" HEAD) || return 1
  [ "$from" != "$1" ] || return 0
  ! git_here rev-list "$1" HEAD --not "$from" | grep -qxF -f "$(git_here rev-parse --git-path shallow)"
}

# Fetches until base $1 is settled.
reach() {
  ! settled "$1" || return 0
  if ! shallow; then
    fetch origin "$1" && return 0
    unreachable "$1"
  fi
  for more in 1 100 1000; do
    fetch --deepen="$more" origin "$1" "$head" || fetch --deepen="$more" origin "$1" || unreachable "$1"
    ! settled "$1" || return 0
  done
  fetch --unshallow origin "$1" "$head" || fetch --unshallow origin || unreachable "$1"
  has "$1" || unreachable "$1"
}

unreachable() {
  quote "$log"
  fault "the base $1 is not in this clone and could not be fetched ($(tail -n 1 "$log")). Check out with fetch-depth: 0, or without persist-credentials: false, so that this step may fetch"
}

# A revision that somebody wrote: a commit, a tag, a branch with or without origin/ before it.
named() {
  git_here rev-parse --verify --quiet "$1^{commit}" && return 0
  depth=
  ! shallow || depth=--depth=1
  fetch $depth origin "$1" || fetch $depth origin "${1#origin/}" || {
    quote "$log" >&2
    return 1
  }
  git_here rev-parse --verify --quiet 'FETCH_HEAD^{commit}'
}

base=
if [ -n "$IN_BASE" ]; then
  base=$(named "$IN_BASE") || fault "base '$IN_BASE' is no revision of this repository or of its origin"
elif [ -n "$EVENT_PULL_BASE" ]; then
  base=$EVENT_PULL_BASE
  # actions/checkout takes the merge of a pull request into its base: its first parent is the base
  # as it was merged, its other one the pull request.
  parents=$(git_here cat-file -p HEAD | sed -n -e '/^$/q' -e 's/^parent //p')
  if [ "$head" = "${GITHUB_SHA:-}" ] && [ "$(printf '%s\n' "$parents" | wc -l)" -eq 2 ]; then
    case ${GITHUB_REF:-} in
      refs/pull/*/merge) base=$(printf '%s\n' "$parents" | head -n 1) ;;
    esac
  fi
elif [ -n "$EVENT_GROUP_BASE" ]; then
  base=$EVENT_GROUP_BASE
elif [ "$IN_COMMAND" = impact ]; then
  # The other commands judge the whole state where the event names no base; an impact is always one
  # of a change: of what was pushed, or, for a new branch, of all that it adds to the default one.
  case $EVENT_BEFORE in
    *[!0]*) ! (reach "$EVENT_BEFORE") >/dev/null 2>&1 || base=$EVENT_BEFORE ;;
  esac
  if [ -z "$base" ] && [ -n "$EVENT_DEFAULT_BRANCH" ] &&
    [ "${GITHUB_REF:-}" != "refs/heads/$EVENT_DEFAULT_BRANCH" ]; then
    base=$(named "origin/$EVENT_DEFAULT_BRANCH") || base=
  fi
  [ -n "$base" ] || output skip "this event names no change to look at; give the input base"
fi

if [ -n "$base" ]; then
  reach "$base"
  echo "Compared with $base"
fi
output base "$base"
