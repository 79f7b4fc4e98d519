# Sourced by ./outcry: proves a change. `--full` adds the long runs (50 kills, all statistics on eight seeds, 40 fresh simulations).
install python3 python3
/usr/bin/python3 -c "import websocket" 2>/dev/null || install_package python3-websocket
install jq jq
install node nodejs
install npm npm
install cc gcc
echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1 || install_package libc6-dev
full=
for word in "$@"; do
  case "$word" in
    --full) full=1 ;;
    *) die "test takes --full or nothing, got '$word'" ;;
  esac
done
say "formatting, compiling with all warnings as errors, unit, property, architecture, conversation, simulation and crash tests"
export OUTCRY_JDK=$jdk
find "$home" -path '*/target/surefire-reports/*' -name 'TEST-*.xml' -delete
status=0
maven -q ${full:+-Dfull} spotless:check verify || status=$?
python3 "$home/scripts/test-table.py" "$home" || status=1
[ "$status" = 0 ] || say "not proven: look for ERROR above"
exit "$status"
