# What has to be there: a JDK, tools, our own build, peers, inputs.

find_java() {
  local home
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/java/*25* "$HOME"/.sdkman/candidates/java/25*; do
    if [[ -n $home && -x $home/bin/javac ]] && grep -qE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$home/release"; then
      export JAVA_HOME=$home
      java=$home/bin/java
      return
    fi
  done
  echo "bench/run: needs a JDK 25 or newer; set JAVA_HOME to one" >&2
  exit 1
}

install_tools() {
  local need=(rg:ripgrep nginx:nginx wrk:wrk node:nodejs npm:npm openssl:openssl git:git
    /usr/bin/time:time)
  local one packages=()
  find_java
  for one in "${need[@]}"; do
    command -v "${one%%:*}" >/dev/null || packages+=("${one##*:}")
  done
  if ((${#packages[@]} > 0 && EUID == 0)) && command -v apt-get >/dev/null; then
    say "install ${packages[*]}"
    for one in "${packages[@]}"; do
      DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$one" \
        >"$work/apt" 2>&1 || {
        apt-get update -qq >/dev/null 2>&1 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$one" \
          >"$work/apt" 2>&1 || tail -n 2 "$work/apt" >&2
      }
    done
  fi
  for one in git openssl /usr/bin/time; do
    command -v "$one" >/dev/null || { echo "bench/run: needs $one" >&2 && exit 1; }
  done
  for one in node rg nginx wrk; do
    command -v "$one" >/dev/null || lacks "$one"
  done
}

has() { command -v "$1" >/dev/null; }

# Our own commands as ./sdd builds them, and the programs of src/bench beside them.
build() {
  say build
  "$sdd" --version >/dev/null
  case " ${rows[*]} " in *" pulls "* | *" webhook "* | *" loops "*) ;; *) return ;; esac
  local made=$root/target/bench/classpath
  if [[ ! -f $made || -n $(find "$root/src/main" "$root/src/bench" "$root/pom.xml" -newer "$made" -print -quit) ]]; then
    (cd "$root" && mvn -B -ntp -q -Dstyle.color=never -Pbench test-compile) >"$work/build" 2>&1 ||
      { cat "$work/build" >&2 && exit 1; }
    touch "$made"
  fi
  classpath=$root/target/bench/test-classes:$root/target/bench/classes:$(<"$made")
}

# The sizes of the inputs; with --quick a tenth.
size() { if $quick; then echo $(($1 / 10)); else echo "$1"; fi; }

# 20000 as 20,000.
grouped() { sed -E ':a;s/^([0-9]+)([0-9]{3})/\1,\2/;ta' <<<"$1"; }

# Whether an input is there, made by this generator from these arguments; else what is left is removed.
is_made() {
  local place=$1 stamp
  shift
  stamp="$* $(cat "$here"/generator/*.java | cksum)"
  [[ -f $place.stamp && $(<"$place.stamp") == "$stamp" ]] && return 0
  rm -rf "$place" "$place.stamp"
  echo "$stamp" >"$work/stamp"
  return 1
}

# A set of files as a git repository with one commit; answers its place in $set.
#   need_set KIND FIRST SECOND
need_set() {
  set=$dir/$1-$2-$3
  is_made "$set" "$@" && return
  say "make $(basename "$set")"
  mkdir -p "$set"
  "$java" "$here/generator/Generate.java" "$1" "$set" "$2" "$3"
  git -C "$set" -c init.defaultBranch=main init -q
  git -C "$set" config gc.auto 0
  git -C "$set" add -A
  GIT_AUTHOR_DATE='1750000000 +0000' GIT_COMMITTER_DATE='1750000000 +0000' \
    git -C "$set" -c user.name=bench -c user.email=bench@localhost -c commit.gpgsign=false \
    commit -q -m "Inputs of the benchmark"
  cp "$work/stamp" "$set.stamp"
}

# A bare clone with pull requests; answers its place in $set.
#   need_clone FILES PULLS
need_clone() {
  set=$dir/pulls-$1.git
  is_made "$set" "$@" && return
  say "make $(basename "$set")"
  git init -q --bare "$set"
  "$java" "$here/generator/Generate.java" pulls "$1" "$2" |
    git -C "$set" -c pack.compression=1 -c core.compression=1 fast-import --quiet
  cp "$work/stamp" "$set.stamp"
}

# OpenFastTrace's jar; answers its place in $oft.
need_openfasttrace() {
  local version=4.9.0
  oft=$root/target/oracle/openfasttrace-$version.jar
  [[ -f $oft ]] || (cd "$root" && mvn -B -q -ntp \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
    "-Dartifact=org.itsallcode.openfasttrace:openfasttrace:$version" \
    "-DoutputDirectory=$root/target/oracle") >/dev/null 2>&1 || true
  [[ -f $oft ]] || { lacks OpenFastTrace && return 1; }
}

# A peer from npm, by the lock file in its folder.
#   need_npm NAME FOLDER PROBE
need_npm() {
  [[ -e $2/node_modules/$3 ]] ||
    { has npm && npm ci --prefix "$2" --no-audit --no-fund --silent >/dev/null 2>&1; } || true
  [[ -e $2/node_modules/$3 ]] && has node || { lacks "$1" && return 1; }
}
