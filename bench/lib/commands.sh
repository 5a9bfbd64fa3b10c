# The rows of the command line: a process each, wall time and peak memory.

# Nothing remembered from a run before.
cold() { rm -rf .sdd/.cache; }

node_floor() { if has node; then theirs "$1" node -e 0; fi; }

row_version() {
  cd "$work"
  for ((run = 0; run < runs; run++)); do
    ours version --version
    node_floor version-node
  done
  compare '`sdd --version`' version '`node -e 0`' version-node 1.8 60
}

row_validate() {
  local specs
  specs=$(size 2000)
  need_set native "$specs" 0
  cd "$set"
  for ((run = 0; run < runs; run++)); do
    cold
    ours validate validate
    node_floor validate-node
  done
  compare "\`sdd validate\`, $(grouped "$specs") specs" validate '`node -e 0`' validate-node 9.2
}

row_sync() {
  local specs files
  specs=$(size 2000) files=$(size 20000)
  need_set native "$specs" "$files"
  cd "$set"
  for ((run = 0; run < runs; run++)); do
    cold
    ours sync sync --format json
    cold
    if has rg; then theirs sync-rg rg -uu -j2 @spec .sdd src tests; fi
    theirs sync-grep grep -rF @spec .sdd src tests
  done
  local what
  what="\`sdd sync --format json\`, $(grouped "$specs") specs, $(grouped "$files") source files"
  compare "$what" sync '`rg -uu -j2 @spec`' sync-rg 6
  compare "$what" sync '`grep -rF @spec`' sync-grep
}

row_resync() {
  local specs files touched=src/dom-00/p000/mod0.ts
  specs=$(size 2000) files=$(size 20000)
  need_set native "$specs" "$files"
  cd "$set"
  cold
  "$sdd" sync --format json >"$work/out" 2>&1 || (($? == 1)) || failed=1
  for ((run = 0; run < runs; run++)); do
    ours resync sync --format json
    node_floor resync-node
  done
  for ((run = 0; run < runs; run++)); do
    echo "// looked at for the $run. time" >>$touched
    ours resync-one sync --format json
    node_floor resync-node
  done
  git checkout -q -- $touched
  compare "the same again, nothing changed" resync '`node -e 0`' resync-node 5.4
  compare "the same again, one file changed" resync-one '`node -e 0`' resync-node 5.4
}

row_impact() {
  local few many
  few=$(size 2000) many=$(size 20000)
  need_set native "$many" 0
  local large=$set
  need_set native "$few" 0
  for ((run = 0; run < runs; run++)); do
    cd "$set"
    cold
    ours impact impact feat-00010
    node_floor impact-node
    cd "$large"
    cold
    ours impact-large impact feat-00010
  done
  compare "\`sdd impact SPEC\`, $(grouped "$few") specs" impact '`node -e 0`' impact-node 10.8
  compare "\`sdd impact SPEC\`, $(grouped "$many") specs" impact-large \
    "the same, $(grouped "$few") specs" impact 12
}

row_openfasttrace() {
  local items files peer=true
  items=$(size 2000) files=$(size 5000)
  need_set openfasttrace "$items" "$files"
  need_openfasttrace || peer=false
  cd "$set"
  for ((run = 0; run < runs; run++)); do
    cold
    ours oft sync --format json
    cold
    if $peer; then theirs oft-peer "$java" -jar "$oft" trace -o plain .; fi
  done
  local what mine other ratio
  what="\`sdd sync --format json\`, $(grouped "$items") items, $(grouped "$files") source files"
  compare "$what" oft 'OpenFastTrace `trace`' oft-peer 0.5
  mine=$(median oft 2) other=$(median oft-peer 2)
  ratio=$(quotient "$mine" "$other")
  line "the same, peak memory" "$(mib "$mine") MiB" 'OpenFastTrace `trace`' \
    "${other:+$(mib "$other") MiB}" "$(times "$ratio")" "$(mib "$mine")" "≤ 0.6×" \
    "$(holds "$ratio" '<=' 0.6)"
}

row_openspec() {
  local specs changes peer=true home=$root/src/oracle/openspec
  specs=$(size 500) changes=$(size 100)
  need_set openspec "$specs" "$changes"
  need_npm OpenSpec "$home" .bin/openspec || peer=false
  cd "$set"
  export OPENSPEC_TELEMETRY=0 DO_NOT_TRACK=1 NO_COLOR=1
  for ((run = 0; run < runs; run++)); do
    cold
    ours openspec validate
    cold
    if $peer; then
      theirs openspec-peer "$home/node_modules/.bin/openspec" validate --all --strict --no-interactive
    fi
  done
  unset OPENSPEC_TELEMETRY DO_NOT_TRACK NO_COLOR
  compare "\`sdd validate\`, $(grouped "$specs") OpenSpec specs, $(grouped "$changes") changes" \
    openspec '`openspec validate --all --strict`' openspec-peer 0.4
}
