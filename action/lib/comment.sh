# Posts the comment on the pull request, or edits the one that is there. What goes wrong is said and
# changes no verdict.
. "${0%/*}/common.sh"

[ -n "$SDD_JSON" ] || exit 0
said=$(scratch)
code=0
"$SDD_PROGRAM" comment "$SDD_JSON" --pr "$EVENT_PULL" >"$said" 2>&1 || code=$?
quote "$said"
[ "$code" -ne 0 ] || exit 0
if [ "$EVENT_FORK" = true ]; then
  echo "No comment: the workflow of a fork's pull request has a token that may only read."
else
  say warning "no comment: $(sed 's/^sdd: //' "$said" | head -n 1)"
fi
