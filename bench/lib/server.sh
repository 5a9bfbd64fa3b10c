# The rows of the server, and the inner loops.

free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# Whether somebody listens on a port and, where a path is given, answers it with 200.
answers() {
  local line=""
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
    if [[ -n $2 ]]; then
      printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
      read -r -t 1 line <&3
    fi
    exec 3>&- 3<&-
  } 2>/dev/null
  [[ -z $2 || $line == "HTTP/1.1 200 "* ]]
}

# Sleeps without starting a process.
pause() {
  [[ -p $work/pause ]] || { mkfifo "$work/pause" && exec 9<>"$work/pause"; }
  read -r -t "$1" -u 9 || true
}

# Starts a server in the background and waits until it answers; its number is in $pid.
#   serve PORT PATH COMMAND...
serve() {
  local port=$1 path=$2 until=$((SECONDS + 60))
  shift 2
  "$@" >"$work/server-$port.log" 2>&1 </dev/null &
  pid=$!
  started+=("$pid")
  until answers "$port" "$path"; do
    if ((SECONDS > until)) || ! kill -0 "$pid" 2>/dev/null; then
      echo "bench/run: did not start: $*" >&2
      tail -n 5 "$work/server-$port.log" >&2
      return 1
    fi
    pause 0.003
  done
}

stop() {
  kill "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# A line of /proc/PID/status, in KiB.
kib_of() { awk -v key="$2:" '$1 == key { print $2 }' "/proc/$1/status"; }

# Settings of a server that has a forge and never calls it.
settings() {
  openssl genrsa -traditional -out "$work/key.pem" 2048 2>/dev/null
  echo "the secret of the benchmark" >"$work/secret"
  cat >"$work/sdd.yaml" <<YAML
server: {host: 127.0.0.1, port: $1}
data: data
forges:
  - {id: github, type: github, app_id: 1, private_key_file: key.pem, webhook_secret_files: [secret]}
YAML
}

# A program of src/bench, in a JVM with the options that `sdd serve` has; archives of classes are
# left out, for its class path is another one.
program=()
set_program() {
  ((${#program[@]} == 0)) || return 0
  local port words=() word
  port=$(free_port)
  settings "$port"
  serve "$port" /health/ready "$sdd" serve --settings "$work/sdd.yaml" || return 1
  mapfile -d '' -t words <"/proc/$pid/cmdline"
  stop "$pid"
  program=("$java")
  for word in "${words[@]:1}"; do
    case $word in
      -XX:AOT* | -Xshare:* | -XX:SharedArchiveFile=*) ;;
      -X* | -D* | --*) program+=("$word") ;;
      *) break ;;
    esac
  done
  program+=(-cp "$classpath")
}

row_pulls() {
  local files warm=10 pulls=30 sizes="2000 20000 200000" name figures=() what peak
  $quick && sizes="200 2000 20000" pulls=10
  set_program || { failed=1 && return; }
  for files in $sizes; do
    need_clone "$files" 40
    name=pulls-$files
    what="a pull request of 10 files, repository of $(grouped "$files") files, warm server"
    /usr/bin/time -q -f %M -o "$work/kib" "${program[@]}" io.github.sddtool.bench.PullRequests \
      "$set" "$warm" "$pulls" >"$work/out" 2>"$work/err" </dev/null || {
      tail -n 5 "$work/err" >&2
      failed=1
      continue
    }
    sed 's/^/   /' "$work/err" >&2
    peak=$(<"$work/kib")
    awk -v kib="$peak" '{ print $1 * 1000, kib }' "$work/out" >"$work/samples/$name"
    figures+=("$(median "$name" 1)")
    line "$what" "$(duration "${figures[-1]}")" "" "" "" "$(mib "$peak")" "≤ 50 ms" \
      "$(holds "${figures[-1]}" '<=' 50000)"
  done
  ((${#figures[@]} == 3)) || return 0
  local least most ratio
  least=$(printf '%s\n' "${figures[@]}" | sort -n | head -n 1)
  most=$(printf '%s\n' "${figures[@]}" | sort -n | tail -n 1)
  ratio=$(quotient "$most" "$least")
  line "the slowest of these" "$(duration "$most")" "the fastest" "$(duration "$least")" \
    "$(times "$ratio")" "" "≤ 1.5×" "$(holds "$ratio" '<=' 1.5)"
}

# 20 KB that look like a push to a branch that is not the default one.
push_body() {
  local i
  printf '{"ref":"refs/heads/feature/login","before":"%040x","after":"%040x","deleted":false,' 1 2
  printf '"repository":{"id":1,"full_name":"acme/shop","default_branch":"main"},"commits":['
  for ((i = 1; i <= 64; i++)); do
    ((i == 1)) || printf ','
    printf '{"id":"%040x","message":"change the way that sessions end, part %d of the work",' $i $i
    printf '"timestamp":"2026-01-01T00:00:00Z","author":{"name":"A","email":"a@example.com"},'
    printf '"added":[],"removed":[],"modified":["src/session/end-%d.ts",' $i
    printf '"tests/session/end-%d.test.ts","src/session/index-%d.ts"]}' $i $i
  done
  printf ']}'
}

# One load on a port: 32 connections, an id that no other load has. Samples: microseconds of one
# request at this rate, the 99th percentile.
load() {
  local name=$1 port=$2 id=$3 seconds=$4 rate p99 bad
  BENCH_BODY=$work/body BENCH_SIGNATURE=$signature BENCH_ID=$id \
    wrk -t2 -c32 "-d${seconds}s" --timeout 10s --latency -s "$here/webhook.lua" \
    "http://127.0.0.1:$port" >"$work/out" 2>&1 || { tail -n 3 "$work/out" >&2 && return 1; }
  read -r _ rate p99 bad < <(grep '^bench ' "$work/out")
  if ((bad > 0)); then
    echo "bench/run: $bad requests of $name were refused" >&2
    return 1
  fi
  [[ -z $name ]] || echo "$rate $p99" >>"$work/samples/$name"
}

row_webhook() {
  has wrk || { line 'deliveries of 20 KB, signed, kept' "" "" "" "" "" "≥ 0.25×, ≥ 1.5×" "" && return; }
  local seconds=3 servers=(webhook bare) port product probot=$here/probot
  local -A ports=() pids=()
  $quick && seconds=1
  set_program || { failed=1 && return; }
  push_body >"$work/body"
  port=$(free_port)
  settings "$port"
  signature=$(openssl dgst -sha256 -hmac "$(<"$work/secret")" -r "$work/body" | cut -d ' ' -f 1)
  serve "$port" /health/ready "$sdd" serve --settings "$work/sdd.yaml" || { failed=1 && return; }
  ports[webhook]=$port pids[webhook]=$pid product=$pid
  port=$(free_port)
  serve "$port" /health/ready "${program[@]}" io.github.sddtool.bench.BareRoute "$port" \
    "$work/key.pem" "$work/secret" || { failed=1 && return; }
  ports[bare]=$port pids[bare]=$pid
  if need_npm Probot "$probot" probot; then
    port=$(free_port)
    if serve "$port" "" node "$probot/server.mjs" "$port" "$work/key.pem" "$work/secret"; then
      ports[probot]=$port pids[probot]=$pid
      servers+=(probot)
    else
      lacks "Probot, which did not start"
    fi
  fi
  if has nginx; then
    port=$(free_port)
    nginx_settings "$port"
    if serve "$port" / nginx -p "$work" -c nginx.conf; then
      ports[nginx]=$port pids[nginx]=$pid
      servers+=(nginx)
    else
      lacks "nginx, which did not start"
    fi
  fi
  local one
  # compilers of a JVM take their time
  for one in "${servers[@]}"; do load "" "${ports[$one]}" "warm-$one" $((8 * seconds)) || true; done
  for ((run = 0; run < runs; run++)); do
    for one in "${servers[@]}"; do
      load "$one" "${ports[$one]}" "$run-$one" "$seconds" || { [[ $one != webhook ]] || failed=1; }
    done
  done
  local peak
  peak=$(kib_of "$product" VmHWM)
  for one in "${servers[@]}"; do stop "${pids[$one]}"; done
  rm -rf "$work/data"
  webhook_lines "$peak"
}

webhook_lines() {
  local what='`POST /webhooks/github`, 20 KB, signed, on the disk' p99
  rates "$what" bare "the same route, nothing kept" 0.25 "$1"
  rates "$what" probot "Probot, an empty handler" 1.5 "$1"
  rates "$what" nginx 'nginx, `return 200`' "" "$1"
  p99=$(median webhook 2)
  line "the same, 99th percentile" "$(duration "$p99")" "the same route, nothing kept" \
    "$(duration "$(median bare 2)")" "" "" "≤ 25 ms" "$(holds "$p99" '<=' 25000)"
}

#   rates WORK PEER NAME LEAST_TIMES PEAK
rates() {
  local a b ratio
  a=$(median webhook 1) b=$(median "$2" 1)
  ratio=$(quotient "$a" "$b")
  line "$1" "$(rate "$a")" "$3" "$(rate "$b")" "$(times "$ratio")" "$(mib "$5")" \
    "${4:+≥ $4×}" "${4:+$(holds "$ratio" '>=' "$4")}"
}

rate() { [[ -z $1 ]] || awk -v r="$1" 'BEGIN { printf "%d/s", r + 0.5 }'; }

nginx_settings() {
  mkdir -p "$work/nginx"
  cat >"$work/nginx.conf" <<NGINX
daemon off;
pid nginx/pid;
error_log stderr;
worker_processes auto;
events {}
http {
  access_log off;
  client_max_body_size 1m;
  client_body_temp_path nginx/body;
  proxy_temp_path nginx/proxy;
  fastcgi_temp_path nginx/fastcgi;
  uwsgi_temp_path nginx/uwsgi;
  scgi_temp_path nginx/scgi;
  server {
    listen 127.0.0.1:$1;
    location / { return 200 "ok"; }
  }
}
NGINX
}

row_start() {
  local port from to memory
  port=$(free_port)
  settings "$port"
  # the first start makes the database
  serve "$port" /health/ready "$sdd" serve --settings "$work/sdd.yaml" || { failed=1 && return; }
  stop "$pid"
  for ((run = 0; run < runs; run++)); do
    from=${EPOCHREALTIME/./}
    serve "$port" /health/ready "$sdd" serve --settings "$work/sdd.yaml" || { failed=1 && return; }
    to=${EPOCHREALTIME/./}
    sleep 5
    echo "$((to - from)) $(kib_of "$pid" VmRSS)" >>"$work/samples/start"
    stop "$pid"
    node_floor start-node
  done
  rm -rf "$work/data"
  compare '`sdd serve`, start to the first answer' start '`node -e 0`' start-node 9.2
  memory=$(median start 2)
  line "the same, resident after 5 s" "$(mib "$memory") MiB" "" "" "" "$(mib "$memory")" "≤ 120 MiB" \
    "$(holds "$(mib "$memory")" '<=' 120)"
}

row_loops() {
  local specs files name score
  specs=$(size 2000) files=$(size 20000)
  need_set native "$specs" "$files"
  set_program || { failed=1 && return; }
  "${program[@]}" "-Dbench.set=$set" org.openjdk.jmh.Main -rf csv -rff "$work/loops.csv" \
    'io.github.sddtool.bench.*' >"$work/out" 2>&1 || { tail -n 5 "$work/out" >&2 && failed=1 && return; }
  while IFS=, read -r name _ _ _ score _; do
    case $name in
      *.source\") name="markers of a source file of 5 KB read" ;;
      *.spec\") name="a spec of 5 requirements read" ;;
      *.trace\") name="a trace of $(grouped "$files") files and $(grouped "$specs") specs built" ;;
      *) continue ;;
    esac
    line "inner loop: $name" "$(duration "$score")" "" "" "" "" "" ""
  done <"$work/loops.csv"
}
