#!/usr/bin/env bash
# A folder of recordings with two workers against the same folder with one. Both runs are under way at once,
# and in turn each is stopped for a second while the other goes on: a machine that others use too becomes
# slower and faster by more than is asked about here, and so both meet the same of it. The time of a run is
# what its own slices took, from the start of the JVM to its end.
# Wants `mvn package` done before, 6 GB of disk for 1000 files, and a machine with two free cores.
#
#   benchmarks/workers.sh [files=1000] [pairs=1] [key=value ...]      keys of correlate-pair
set -euo pipefail
cd "$(dirname "$0")/.."
files=${1:-1000}
pairs=${2:-1}
shift $(($# < 2 ? $# : 2))
jar=$(ls plugins/target/app/EI_Balance-*.jar)
work=$(mktemp -d)
declare -A pid took fd ended
trap 'for p in "${pid[@]}"; do kill -9 "$p" 2>/dev/null || true; done; rm -rf "$work"' EXIT

java -jar "$jar" settings correlate-pair "$@" > "$work/settings.json"
for ((i = 0; i < files; i++)); do
	mkdir -p "$work/in/day $((i % 10))"
	cp sample-data/pair-hd.abf "$(printf '%s/in/day %d/pair %04d.abf' "$work" $((i % 10)) "$i")"
done

now() { printf -v "$1" %s "${EPOCHREALTIME/[.,]/}"; } # us, without a process that would take time of a worker

slice() { # workers: goes on with that run for a second, or to its end
	local start here rest timeout status
	now start
	if [ -z "${pid[$1]:-}" ]; then
		exec {fd[$1]}< <(exec java -jar "$jar" batch-folder "folder=$work/in" "output=$work/out$1" "workers=$1" \
			"settings=$work/settings.json")
		pid[$1]=$!
	else kill -CONT "${pid[$1]}" 2> /dev/null || true; fi # it may have been about to end
	while now here; rest=$((start + 1000000 - here)); ((rest > 0)); do
		printf -v timeout %d.%06d $((rest / 1000000)) $((rest % 1000000))
		status=0
		read -r -t "$timeout" -u "${fd[$1]}" _ || status=$?
		if ((status == 1)); then # its end
			ended[$1]=1
			exec {fd[$1]}<&-
			break
		fi
	done
	[ -n "${ended[$1]:-}" ] || kill -STOP "${pid[$1]}" 2> /dev/null || true
	now here
	took[$1]=$((took[$1] + here - start))
}

echo "one worker (s), two workers (s), ratio"
for ((pair = 0; pair < pairs; pair++)); do
	rm -rf "$work"/out*
	pid=() ended=() took=([1]=0 [2]=0)
	while [ -z "${ended[1]:-}" ] || [ -z "${ended[2]:-}" ]; do
		for workers in 1 2; do [ -n "${ended[$workers]:-}" ] || slice "$workers"; done
	done
	cmp "$work/out1/batch-folder/correlate-pair/summary.csv" "$work/out2/batch-folder/correlate-pair/summary.csv"
	echo "${took[1]} ${took[2]}" | awk '{ printf "%.1f %.1f %.3f\n", $1 / 1e6, $2 / 1e6, $1 / $2 }' | tee -a "$work/ratios"
done
awk '{ n++; s += $3; q += $3 * $3; a += $1; b += $2 } END { if (n > 1) printf "mean of %d: %.3f, standard deviation %.3f; ratio of the sums %.3f\n",
	n, s / n, sqrt((q - s * s / n) / (n - 1)), a / b }' "$work/ratios"
