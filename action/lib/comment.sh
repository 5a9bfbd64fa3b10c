# Comments on the pull requests that are at one commit. Nothing is taken from the run that judged
# them before, whose workflow a stranger may have changed: the forge itself says which requests they
# are and what they are merged into, and sdd reads them from git's objects. No file of theirs is
# checked out, and none is run.
. "${0%/*}/common.sh"

log=$(scratch)

# Fetches a commit and its parents; a network that failed once is asked again.
fetch() {
  for _ in 1 2; do
    git_here fetch --quiet --no-tags --depth=2 origin "$1" 2>"$log" && return 0
    sleep 1
  done
  return 1
}

case $IN_HEAD in
  '' | *[!0-9a-f]*) wrong "head-sha is '$IN_HEAD'; it is a commit" ;;
esac

# By the environment, so that sdd's own calls of git have it too and no process shows it.
basic=$(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 | tr -d '\n')
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" \
  GIT_CONFIG_VALUE_0="Authorization: Basic $basic"

clone=$(mktemp -d "$RUNNER_TEMP/sdd-fork.XXXXXX")
cd "$clone"
git_here init --quiet
git_here remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
refs=$(scratch)
git_here ls-remote origin 'refs/pull/*' >"$refs" 2>"$log" ||
  fault "the pull requests cannot be listed ($(tail -n 1 "$log"))"
numbers=$(sed -n "s#^$IN_HEAD[[:blank:]]refs/pull/\([0-9]*\)/head\$#\1#p" "$refs")
if [ -z "$numbers" ]; then
  say notice "no comment: no pull request is at $IN_HEAD any more"
  exit 0
fi

for number in $numbers; do
  # What the forge would merge: its first parent is the base, its second one the request.
  merge=$(sed -n "s#^\([0-9a-f]*\)[[:blank:]]refs/pull/$number/merge\$#\1#p" "$refs")
  if [ -z "$merge" ] || ! fetch "$merge"; then
    say notice "no comment on $number: it cannot be merged as it is"
    continue
  fi
  parents=$(git_here cat-file -p "$merge" | sed -n -e '/^$/q' -e 's/^parent //p')
  base=${parents%%
*}
  if [ "${parents#*
}" != "$IN_HEAD" ]; then
    say notice "no comment on $number: it moved on"
    continue
  fi
  messages=$(scratch)
  code=0
  "$SDD_PROGRAM" check --ci --comment --pr "$number" --base "$base" --head "$IN_HEAD" -C "$clone" \
    --format text >"$messages" 2>&1 || code=$?
  quote "$messages"
  why=$(uncommented "$messages")
  [ -z "$why" ] || say warning "no comment on $number: $why"
  case $code in
    0 | 1 | 3) ;;
    *) fault "pull request $number: $(said "$messages")" ;;
  esac
done
