#!/bin/sh
# Reviews a change of manifests in any CI: check, then diff, then one comment at the pull request, edited in place.
# Needs Git, and Node 24 (or SMARTEROS, the program to run). "sh ci/review.sh --help" shows the options; docs/ci.md
# shows how pipelines use it.
set -eu

usage() {
  cat <<'TEXT'
Usage: review.sh [options]

  --workspace DIR       the workspace's folder (default: manifests)
  --base REVISION       what the change is compared with (default: the base of the pull request, as the CI system says)
  --environment NAME    check and compare as this environment has it
  --only TENANT         tell what concerns this tenant, and refuse files outside its folder
  --comment on|off      put what the change means at the pull request (default: on)
  --fail-on WHAT        never | errors | breaking | changes (default: breaking)
  --sarif FILE          write the problems as SARIF too
  --junit FILE          write the problems as JUnit XML too

Exit codes: 0 fine, 1 problems, 2 changes and 3 breaking changes (as --fail-on says), 64 misuse.
TEXT
}

misuse() {
  echo "$1" >&2
  echo '"review.sh --help" shows what there is.' >&2
  exit 64
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

smarteros() {
  if [ -n "${SMARTEROS:-}" ]; then "$SMARTEROS" "$@"; else node "$here/../bin/smarteros.js" "$@"; fi
}

workspace=manifests
base=
environment=
only=
comment=on
fail_on=breaking
sarif=
junit=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage; exit 0 ;;
    --workspace | --base | --environment | --only | --comment | --fail-on | --sarif | --junit)
      [ $# -gt 1 ] || misuse "$1 needs a value."
      case $1 in
        --workspace) workspace=$2 ;;
        --base) base=$2 ;;
        --environment) environment=$2 ;;
        --only) only=$2 ;;
        --comment) comment=$2 ;;
        --fail-on) fail_on=$2 ;;
        --sarif) sarif=$2 ;;
        --junit) junit=$2 ;;
      esac
      shift 2
      ;;
    *) misuse "review.sh has no option $1." ;;
  esac
done
case $comment in on | off) ;; *) misuse "--comment is on or off, not $comment." ;; esac
case $fail_on in
  never | errors | breaking | changes) ;;
  *) misuse "--fail-on is never, errors, breaking or changes, not $fail_on." ;;
esac
[ -d "$workspace" ] || misuse "There is no folder $workspace. Name the workspace with --workspace."

if [ -z "$base" ]; then
  if [ -n "${GITHUB_BASE_REF:-}" ]; then
    base=origin/$GITHUB_BASE_REF
  else
    base=${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}
  fi
fi

if [ -n "$base" ] && ! git -C "$workspace" rev-parse --verify --quiet --end-of-options "$base^{commit}" >/dev/null; then
  echo "The base $base is not here, so there is nothing to compare with. Fetch it (GitHub: fetch-depth: 0, GitLab:" >&2
  echo 'GIT_DEPTH: 0, elsewhere: git fetch), or name another with --base.' >&2
  exit 64
fi

# Text of manifests must not act on the runner: GitHub obeys lines of a log that look like its commands.
quietly() {
  if [ "${GITHUB_ACTIONS:-}" != true ]; then
    "$@"
    return
  fi
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  status=0
  echo "::stop-commands::$word"
  "$@" 2>&1 || status=$?
  echo
  echo "::$word::"
  return $status
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# check

check() {
  format=$1
  set -- check "$workspace" --format "$format"
  [ -z "$environment" ] || set -- "$@" --environment "$environment"
  [ -z "$only" ] || set -- "$@" --only "$only"
  if [ -n "$base" ] && { [ -n "$only" ] || [ "$format" = github ]; }; then set -- "$@" --since "$base"; fi
  smarteros "$@"
}

format=pretty
[ "${GITHUB_ACTIONS:-}" != true ] || format=github
checked=0
check "$format" || checked=$?
# Anything but "fine" and "problems" is no finding: it was not checked at all.
[ "$checked" -le 1 ] || exit "$checked"
# Elsewhere first: a report that lies in the checkout would be a changed file to the next check.
[ -z "$sarif" ] || check sarif >"$folder/sarif" || [ $? -eq 1 ]
[ -z "$junit" ] || check junit >"$folder/junit" || [ $? -eq 1 ]
[ -z "$sarif" ] || cp "$folder/sarif" "$sarif"
[ -z "$junit" ] || cp "$folder/junit" "$junit"

# diff

differs=0
if [ -z "$base" ]; then
  echo 'Not compared: this is no pull request, and no --base is given.'
else
  set -- diff "$base...HEAD" --workspace "$workspace" --format markdown
  [ -z "$environment" ] || set -- "$@" --environment "$environment"
  smarteros "$@" >"$folder/diff.md" || differs=$?
  case $differs in 0 | 1 | 2 | 3) ;; *) exit "$differs" ;; esac
  # Empty when there was nothing to compare with; manifests with errors are a text that says so.
  if [ -s "$folder/diff.md" ]; then
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$folder/diff.md" >>"$GITHUB_STEP_SUMMARY"
    if [ "$comment" = off ]; then
      quietly cat "$folder/diff.md"
    else
      # Nothing new is said when nothing changes; an earlier comment is put right.
      set -- comment "$folder/diff.md"
      [ "$differs" -ne 0 ] || set -- "$@" --edit-only
      quietly smarteros "$@" || echo 'The review goes on without a comment.' >&2
    fi
  fi
fi

# what it comes to

[ "$fail_on" != never ] || exit 0
[ "$checked" -eq 0 ] || exit 1
[ "$differs" -ne 1 ] || exit 1
case $fail_on in
  breaking) [ "$differs" -ne 3 ] || { echo 'Breaking changes: see the review above.' >&2; exit 3; } ;;
  changes) [ "$differs" -eq 0 ] || exit "$differs" ;;
esac
exit 0
