#!/bin/bash
# The program FUNNEL_REAL, with mishaps. The first time it is asked for part DIES it is ended in the middle, together with
# the process that called it, as on a machine that fails. The first time it is asked for part FAILS it fails by itself.
# Each call for a part is a line in the file CALLS.
set -u
part=
[[ " $* " =~ " --shard "([0-9/]+)" " ]] && part=${BASH_REMATCH[1]}
[ -n "$part" ] && echo "$part" >> "$CALLS"

if [ "$part" = "$DIES" ] && mkdir "$CALLS.died" 2> /dev/null; then
    "$FUNNEL_REAL" "$@" <&0 &
    sleep 0.1
    kill -9 $! && echo "$part ended in the middle" >> "$CALLS"
    kill -9 $PPID
    exit 1
fi
if [ "$part" = "$FAILS" ] && mkdir "$CALLS.failed" 2> /dev/null; then
    exit 1
fi
exec "$FUNNEL_REAL" "$@"
