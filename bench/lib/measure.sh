# Taking samples, and the table they become. A sample is a line "microseconds KiB" in a file of its
# own name below $work/samples.

say() { printf '== %s\n' "$*" >&2; }

missing=()
lines=()

# Notes a peer that is not there.
lacks() {
  missing+=("$1")
  echo "bench/run: not installed, its cells stay empty: $1" >&2
}

# Runs a command once and takes wall time and peak memory.
#   take NAME WORST COMMAND...     WORST: the highest exit code that is no failure
take() {
  local name=$1 worst=$2 from to code=0
  shift 2
  from=${EPOCHREALTIME/./}
  /usr/bin/time -q -f %M -o "$work/kib" "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
  to=${EPOCHREALTIME/./}
  if ((code > worst)); then
    echo "bench/run: exit code $code of: $*" >&2
    tail -n 5 "$work/err" >&2
    return 1
  fi
  echo "$((to - from)) $(<"$work/kib")" >>"$work/samples/$name"
}

# One run of ours; findings are no failure.
ours() {
  local name=$1
  shift
  take "$name" 1 "$sdd" "$@" || failed=1
}

# One run of another's.
theirs() {
  local name=$1
  shift
  take "$name" 0 "$@" || true
}

# The nth column's median; empty without samples.
median() {
  [[ -s $work/samples/$1 ]] || return 0
  awk -v c="$2" '{ print $c }' "$work/samples/$1" | sort -n |
    awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

quotient() {
  [[ -n $1 && -n $2 ]] || return 0
  awk -v a="$1" -v b="$2" 'BEGIN { print a / b }'
}

# Microseconds for people.
duration() {
  [[ -n $1 ]] || return 0
  awk -v us="$1" 'BEGIN {
    if (us < 100) printf "%.1f µs", us
    else if (us < 1000) printf "%.0f µs", us
    else if (us < 100000) printf "%.1f ms", us / 1000
    else if (us < 1e6) printf "%.0f ms", us / 1000
    else printf "%.2f s", us / 1e6 }'
}

mib() { [[ -z $1 ]] || awk -v kib="$1" 'BEGIN { printf "%.0f", kib / 1024 }'; }

times() { [[ -z $1 ]] || awk -v x="$1" 'BEGIN { printf (x < 10 ? "%.2f×" : "%.1f×"), x }'; }

# Whether "VALUE OP LIMIT" holds: yes, no, or nothing where there is no value.
holds() {
  [[ -n $1 ]] || return 0
  awk -v a="$1" -v op="$2" -v b="$3" \
    'BEGIN { print ((op == "<=") ? (a <= b) : (a >= b)) ? "yes" : "**no**" }'
}

# Of two answers the worse one.
both() {
  if [[ $1 == "**no**" || $2 == "**no**" ]]; then echo "**no**"; else echo "${1:+${2:+yes}}"; fi
}

#   line WORK FIGURE PEER THEIRS RATIO PEAK BAR MET
line() {
  local cells
  cells=$(printf ' %s |' "$@")
  lines+=("|${cells}")
  printf '   %s\n' "${lines[-1]}" >&2
}

# Two commands by wall time.
#   compare WORK NAME PEER NAME [MOST_TIMES [MOST_MIB]]
compare() {
  local work_=$1 a b ratio peak bar="" met=""
  a=$(median "$2" 1) b=$(median "$4" 1) peak=$(median "$2" 2)
  ratio=$(quotient "$a" "$b")
  if [[ -n ${5:-} ]]; then
    bar="≤ $5×" met=$(holds "$ratio" '<=' "$5")
  fi
  if [[ -n ${6:-} ]]; then
    bar+=", ≤ $6 MiB" met=$(both "$met" "$(holds "$(mib "$peak")" '<=' "$6")")
  fi
  line "$work_" "$(duration "$a")" "$3" "$(duration "$b")" "$(times "$ratio")" "$(mib "$peak")" \
    "$bar" "$met"
}

machine() {
  local cores ram
  cores=$(nproc)
  ram=$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)
  printf '%s cores, %s of memory, Linux %s, JDK %s, node %s; %s; %s runs each' \
    "$cores" "$ram" "$(uname -r)" "$("$java" -XshowSettings:properties -version 2>&1 |
      awk '$1 == "java.vm.version" { print $3 }')" \
    "$(node --version 2>/dev/null || echo none)" "$(date -u +%F)" "$runs"
}

table() {
  echo "$(machine)."
  $quick && printf '\nSmaller inputs and two runs: these figures mean nothing.\n'
  printf '\n| work | SDD Tool | beside | takes | ratio | peak MiB | bar | met |\n'
  printf '|---|---:|---|---:|---:|---:|---|---|\n'
  printf '%s\n' "${lines[@]}"
  if ((${#missing[@]} > 0)); then
    printf '\nNot installed, so not measured:%s.\n' "$(printf ' %s,' "${missing[@]}" | sed 's/,$//')"
  fi
}

# Puts the table between the markers of a page.
write_table() {
  awk -v table="$work/table.md" '
    /^<!-- table -->$/ { print; print ""; while ((getline row < table) > 0) print row; print ""; off = 1 }
    /^<!-- end of table -->$/ { off = 0 }
    !off && !/^<!-- table -->$/ { print }' "$1" >"$work/page.md"
  cp "$work/page.md" "$1"
  say "written into ${1#"$root"/}"
}
