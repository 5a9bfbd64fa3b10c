# What the steps of the action share; sourced by the scripts beside it. POSIX sh: the runner may be
# a container with busybox.
set -eu

# Shows $2, of any content, beside the job as $1: error, warning or notice.
say() {
  printf '::%s title=SDD::%s\n' "$1" "$(one_line "$2" | sed 's/%/%25/g')"
}

one_line() {
  printf '%s' "$1" | tr '\r\n' '  '
}

# Ends the step: a wrong input.
wrong() {
  say error "wrong usage: $1"
  exit 2
}

# Ends the step: nothing could be found out.
fault() {
  say error "could not evaluate: $1"
  exit 4
}

# Sets the step's output $1.
output() {
  printf '%s=%s\n' "$1" "$(one_line "$2")" >>"$GITHUB_OUTPUT"
}

# Prints the file $1 so that the runner reads no command in it, whatever a spec, a branch or a file
# is called: the runner knows commands at the start of a line, and the old ones anywhere in it.
quote() {
  [ -s "$1" ] || return 0
  stop=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$stop"
  cat "$1"
  printf '\n::%s::\n' "$stop"
}

# A file of the runner's that is gone when the job is over.
scratch() {
  mktemp "${RUNNER_TEMP:-/tmp}/sdd.XXXXXX"
}

# git as the action needs it: a container's user is not the owner of the workspace, nobody answers
# a question, and nothing is tidied up.
git_here() {
  GIT_TERMINAL_PROMPT=0 git -c safe.directory='*' -c gc.auto=0 -c maintenance.auto=false \
    -c http.lowSpeedLimit=1000 -c http.lowSpeedTime=60 "$@"
}

# Prints why there is no comment, of what sdd said in the file $1; nothing where there is one, where
# none was needed, or where a newer run is to write it.
uncommented() {
  sed -n -e '/deserves a new comment/d' -e '/has moved on from/d' -e 's/^sdd: no comment: //p' "$1" | head -n 1
}

# Prints the first thing that sdd said in the file $1, but for its comment.
said() {
  sed -n -e '/^sdd: no comment: /d' -e 's/^sdd: //p' "$1" | head -n 1
}
