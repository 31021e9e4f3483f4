#!/usr/bin/env bash
# A sweep as a job array on a true Slurm of one node: submitted, cancelled half way, submitted again
# and merged, it is byte for byte the folder of a sweep that nobody disturbed.
#
#     tests/cluster/slurm.sh PROGRAM
#
# Installs Debian's slurm-wlm and munge where they are missing. Slurm runs as whoever calls, in a
# folder that is thrown away, without systemd and beside any other Slurm of the machine.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/../.."

scenario=scenarios/examples/sweep.toml
points=(--points 65536 --points-per-part 1024)
parts=64
shards=4

for command in munged slurmctld slurmd sbatch; do
    if ! command -v "$command" > /dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            slurm-wlm munge
        break
    fi
done

folder=$(mktemp -d)
chmod 755 "$folder"
mkdir "$folder"/{state,spool,log}
daemons=()

# Ends what was started here, the last first, and throws the folder away.
taken_down() {
    local outcome=$?
    trap - EXIT
    if ((outcome != 0)); then
        tail -n 5 "$folder"/log/* >&2 || true
    fi
    if ((${#daemons[@]} == 3)); then
        scancel --user="$(id -un)" > /dev/null 2>&1 || true
    fi
    for ((at = ${#daemons[@]} - 1; at >= 0; at--)); do
        kill "${daemons[at]}" 2> /dev/null || true
        wait "${daemons[at]}" 2> /dev/null || true
    done
    rm -rf "$folder"
    exit "$outcome"
}
trap taken_down EXIT
trap 'exit 130' INT TERM

# Waits until a command succeeds; gives up when there is no hope.
until_true() {
    for ((tries = 0; tries < 2400; tries++)); do
        if "$@"; then
            return
        fi
        sleep 0.05
    done
    printf 'never came true: %s\n' "$*" >&2
    return 1
}

is_idle() { [[ $(sinfo --noheader --format=%T 2> /dev/null) == idle ]]; }
is_empty() { [[ -z $(squeue --noheader) ]]; }
whole() { find "$folder/array/parts" -name '*.parquet' ! -name '.*' 2> /dev/null; }
is_begun() { [[ -n $(whole) ]]; }

host=$(uname -n)
host=${host%%.*}
cores=$(nproc)
port=$((20000 + $$ % 5000 * 2))
head -c 1024 /dev/urandom > "$folder/munge.key"
chmod 600 "$folder/munge.key"
cat > "$folder/slurm.conf" << CONF
ClusterName=proof
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
KillWait=1
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SchedulerParameters=batch_sched_delay=0,bf_interval=1,sched_interval=1,sched_min_interval=0
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cores State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$folder/slurm.conf" VERDEEL="$program"

munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
    --pid-file="$folder/munged.pid" --seed-file="$folder/munge.seed" \
    --log-file="$folder/log/munged.log" > "$folder/log/munged" 2>&1 &
daemons+=($!)
until_true test -S "$folder/munge.socket"
slurmctld -D -c > "$folder/log/slurmctld" 2>&1 &
daemons+=($!)
slurmd -D -c > "$folder/log/slurmd" 2>&1 &
daemons+=($!)
until_true is_idle

# Each element takes the whole node, so that they come one after the other.
submitted() {
    sbatch --parsable --cpus-per-task="$cores" --output="$folder/log/element-%a" \
        "$folder/array.sh"
}

"$program" sweep "$scenario" "${points[@]}" --slurm 16 --shards "$shards" --quiet \
    --out "$folder/array" > "$folder/array.sh"
job=$(submitted)
until_true is_begun
scancel "$job"
until_true is_empty

kept=$(whole | wc -l)
printf 'cancelled with %d of %d parts whole\n' "$kept" "$parts"
((kept > 0 && kept < parts))
if "$program" sweep status "$folder/array" > /dev/null; then
    printf 'an interrupted sweep says that it is complete\n' >&2
    exit 1
fi
whole | xargs ls -i | sort > "$folder/kept"

job=$(submitted)
until_true is_empty
"$program" sweep status "$folder/array" --shards "$shards" --lang en
# What was whole is still the same file, and not one that was written again.
whole | xargs ls -i | sort | comm -23 "$folder/kept" - > "$folder/again"
if [[ -s "$folder/again" ]]; then
    printf 'computed twice:\n%s\n' "$(< "$folder/again")" >&2
    exit 1
fi

"$program" sweep merge --out "$folder/merged" "$folder/array" --lang en
"$program" sweep "$scenario" "${points[@]}" --out "$folder/alone" --quiet > /dev/null
diff --recursive "$folder/alone" "$folder/merged"
printf 'the same bytes in %d files\n' "$(find "$folder/merged" -type f | wc -l)"
