#!/bin/bash
# Stands in for `sbatch --array=FROM-TO SCRIPT ARGUMENTS...`: `slurm.sh FROM TO SCRIPT ARGUMENTS...` runs the tasks one
# after the other. A task that is killed runs again, as with --requeue; so does one that asks for it by `scontrol requeue`.
set -u
from=$1 to=$2
shift 2
export SLURM_ARRAY_TASK_COUNT=$((to - from + 1)) SLURM_ARRAY_JOB_ID=100 asked
asked=$(mktemp)
trap 'rm -f "$asked"' EXIT
scontrol() { echo "$2" > "$asked"; }
export -f scontrol

for ((task = from; task <= to; task++)); do
    export SLURM_ARRAY_TASK_ID=$task SLURM_RESTART_COUNT=0
    while true; do
        : > "$asked"
        bash "$@"
        code=$?
        [ "$code" = 0 ] && break
        if [ "$code" -lt 128 ] && [ "$(cat "$asked")" != "100_$task" ]; then
            echo "task $task failed ($code)" >&2
            exit 1
        fi
        SLURM_RESTART_COUNT=$((SLURM_RESTART_COUNT + 1))
    done
done
