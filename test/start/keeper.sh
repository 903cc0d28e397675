# Clears up after a test run that was killed: stdin tells what there is, and ends with the run.
# Lines: "group ID" is running (an empty ID: no longer), "folder PATH" was made.
group=
set --
while read -r what value; do
  case $what in
    group) group=$value ;;
    folder) set -- "$@" "$value" ;;
  esac
done
[ -z "$group" ] || kill -s KILL -- "-$group" 2>/dev/null
for folder in "$@"; do
  for _ in $(seq 300); do
    postmaster=$(head -n 1 "$folder"/cluster/postmaster.pid "$folder"/.data/postgres/cluster/postmaster.pid 2>/dev/null | grep -m 1 '^[0-9]') || break
    kill -0 "$postmaster" 2>/dev/null || break
    sleep 0.1
  done
  rm -rf -- "$folder"
done
