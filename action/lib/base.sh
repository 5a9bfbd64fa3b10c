# Makes a commit of the revision that the input base names, and fetches the history to compare with
# it: actions/checkout brings one commit.
. "${0%/*}/common.sh"
. "${0%/*}/history.sh"
cd "${IN_DIRECTORY:-.}"

git_here rev-parse --verify --quiet HEAD >/dev/null ||
  fault "base '$IN_BASE' means nothing here: there is no git, or no git repository"

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

base=$(named "$IN_BASE") || fault "base '$IN_BASE' is no revision of this repository or of its origin"
reach "$base"
echo "Compared with $base"
output base "$base"
