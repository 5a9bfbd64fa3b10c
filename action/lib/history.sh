# How the history that a comparison takes is fetched; sourced by the scripts beside it. sdd does so by
# itself for what an event says, and these for what somebody names.
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

# Whether the point where the head left base $1 is known for sure. Where a part of the history is
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
  shallow || fetch origin "$1" || unreachable "$1"
  head=$(git_here rev-parse HEAD)
  for more in 100 1000; do
    ! settled "$1" || return 0
    fetch --deepen="$more" origin "$1" "$head" || fetch --deepen="$more" origin "$1" || unreachable "$1"
  done
  ! settled "$1" || return 0
  fetch --unshallow origin "$1" "$head" || fetch --unshallow origin || unreachable "$1"
}

unreachable() {
  quote "$log"
  fault "the base $1 could not be fetched ($(tail -n 1 "$log")). Check out with fetch-depth: 0, or without persist-credentials: false, so that this step may fetch"
}
