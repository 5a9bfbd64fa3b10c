# Keeps the report on a server. What goes wrong is said and changes no verdict.
. "${0%/*}/common.sh"

gone() {
  say warning "the report is not kept: $1"
  exit 0
}

[ -n "$SDD_HTML" ] || gone "there is none"
proto='=https'
case $IN_SERVER in
  https://?*) ;;
  http://localhost:* | http://127.0.0.1:*) proto='=http' ;;
  *) gone "the server's address must begin with https://" ;;
esac
case $IN_SERVER$IN_TOKEN in
  *[[:space:][:cntrl:]]*) gone "the server's address or the token holds white space" ;;
esac
command -v curl >/dev/null 2>&1 || gone "curl is not installed"

answer=$(scratch)
error=$(scratch)
# The token goes in by standard input: arguments can be seen by every process of the machine.
status=$(printf 'Authorization: Bearer %s\n' "$IN_TOKEN" |
  curl --silent --show-error --proto "$proto" --connect-timeout 20 --max-time 60 --retry 2 \
    --header @- --header 'Content-Type: text/html; charset=utf-8' --header 'Accept: application/json' \
    --data-binary "@$SDD_HTML" --max-filesize 65536 --output "$answer" --write-out '%{http_code}' \
    --globoff "${IN_SERVER%/}/api/reports" 2>"$error") ||
  gone "$(head -n 1 "$error")"
case $status in
  2??) ;;
  *) gone "the server answered $status" ;;
esac
url=$(tr -d '\r\n' <"$answer" | sed -n 's/.*"url" *: *"\(https\{0,1\}:\/\/[A-Za-z0-9._~:/?#@!$&*+,;=%-]*\)".*/\1/p')
if [ -n "$url" ]; then
  printf '\n[The whole report](%s)\n' "$url" >>"$GITHUB_STEP_SUMMARY"
  echo "The report is kept at $url"
fi
