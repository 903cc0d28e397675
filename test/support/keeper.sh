# Removes a throw-away folder once the process that asked for it is gone, however it went: stdin ends with that process.
# First waits for the PostgreSQL in it to stop, which its own supervisor sees to.
read -r _
for _ in $(seq 300); do
  postmaster=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || break
  kill -0 "$postmaster" 2>/dev/null || break
  sleep 0.1
done
for _ in $(seq 20); do
  rm -rf -- "$1" 2>/dev/null && exit 0
  sleep 0.2
done
exit 1
