# Finds sdd, or downloads a release of it, checks it and keeps it in the runner's tool cache.
. "${0%/*}/common.sh"
here=${0%/*}

# Hands the program $1 on, once it was seen to start.
use() {
  "$1" --version || fault "'$1' cannot be started; is it an sdd for this machine?"
  output program "$1"
}

if [ -n "$IN_PROGRAM" ]; then
  program=$(command -v "$IN_PROGRAM") || wrong "program '$IN_PROGRAM' is not there, or may not be run"
  case $program in
    /*) ;;
    */*) program=$PWD/$program ;;
    *) wrong "program '$IN_PROGRAM' is not there, or may not be run" ;;
  esac
  [ -f "$program" ] || wrong "program '$IN_PROGRAM' is no file"
  use "$program"
  exit 0
fi

case ${RUNNER_OS:-unknown}/${RUNNER_ARCH:-unknown} in
  Linux/X64) arch=x64 ;;
  Linux/ARM64) arch=arm64 ;;
  *) wrong "SDD Tool is released for Linux on x64 and arm64, not for ${RUNNER_OS:-unknown} on ${RUNNER_ARCH:-unknown}; name a program of your own" ;;
esac

# The newest release stands first in the list of checksums, which is a part of the action: what is
# downloaded is what the action was released with.
sums=$here/checksums.txt
version=${IN_VERSION#v}
[ -n "$version" ] || version=$(sed -n 's/^[0-9a-f]\{64\}  sdd-\(.*\)-linux-.*\.tar\.gz$/\1/p' "$sums" | head -n 1)
case $version in
  '') wrong "this action was released with no version of SDD Tool; name a version or a program" ;;
  *[!0-9A-Za-z.-]* | [!0-9]*) wrong "version '$IN_VERSION' is none; it looks like 2.0.0" ;;
esac
archive=sdd-$version-linux-$arch.tar.gz
sum=$(awk -v name="$archive" '$2 == name { print $1; exit }' "$sums")

tools=${RUNNER_TOOL_CACHE:-$RUNNER_TEMP}/sdd
home=$tools/$version/$arch
if [ -f "$home.complete" ]; then
  kept=$(cat "$home.complete")
  if [ -x "$home/bin/sdd" ] && [ "$kept" = "${sum:-$kept}" ]; then
    echo "sdd $version is in the tool cache"
    use "$home/bin/sdd"
    printf '%s\n' "$home/bin" >>"$GITHUB_PATH"
    exit 0
  fi
fi

command -v curl >/dev/null 2>&1 || fault "curl is not installed, so sdd cannot be downloaded; name a program"

# Downloads $1 into the file $2.
download() {
  curl --fail --silent --show-error --location --proto '=https' --proto-redir '=https' \
    --connect-timeout 20 --max-time 300 --retry 3 --retry-delay 2 --output "$2" "$1"
}

# In a container the tool cache may be another user's.
if ! mkdir -p "$tools/$version" 2>/dev/null || [ ! -w "$tools/$version" ]; then
  tools=$RUNNER_TEMP/sdd
  home=$tools/$version/$arch
  mkdir -p "$tools/$version"
fi
new=$(mktemp -d "$tools/$version/.new.XXXXXX")
trap 'rm -rf "$new"' EXIT
url=$GITHUB_SERVER_URL/sdd-tool/sdd-tool/releases/download/v$version/$archive
download "$url" "$new/$archive" || fault "the release $version could not be downloaded from $url"
if [ -z "$sum" ]; then
  echo "The checksum of $archive is not among those of this action; taking the one beside the release."
  download "$url.sha256" "$new/sum" || fault "the release $version has no checksum at $url.sha256"
  sum=$(cut -c 1-64 "$new/sum" | head -n 1)
fi
got=$(sha256sum "$new/$archive" | cut -c 1-64)
[ "$got" = "$sum" ] || fault "$archive is not what was released: its SHA-256 is $got, not $(one_line "$sum")"
echo "SHA-256 of $archive is $got, as released"
tar -xzf "$new/$archive" -C "$new" || fault "$archive cannot be unpacked"
[ -x "$new/sdd/bin/sdd" ] || fault "$archive holds no sdd/bin/sdd"
rm -rf "$home" "$home.complete"
mv "$new/sdd" "$home"
printf '%s\n' "$sum" >"$home.complete"
use "$home/bin/sdd"
printf '%s\n' "$home/bin" >>"$GITHUB_PATH"
