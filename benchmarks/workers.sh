#!/usr/bin/env bash
# A folder of recordings with two workers against the same folder with one. Both runs are under way at once,
# and in turn each is stopped for four seconds while the other goes on: a machine that others use too becomes
# slower and faster in minutes by more than is asked about here, and so both meet the same of it. The time of a
# run is what its own slices took, from the start of the JVM to its end.
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
declare -A pid took
trap 'for p in "${pid[@]}"; do kill -9 "$p" 2>/dev/null || true; done; rm -rf "$work"' EXIT

java -jar "$jar" settings correlate-pair "$@" > "$work/settings.json"
for ((i = 0; i < files; i++)); do
	mkdir -p "$work/in/day $((i % 10))"
	cp sample-data/pair-hd.abf "$(printf '%s/in/day %d/pair %04d.abf' "$work" $((i % 10)) "$i")"
done

slice() { # workers: goes on with that run for four seconds, or to its end
	local start
	start=$(date +%s%N)
	if [ -z "${pid[$1]:-}" ]; then
		java -jar "$jar" batch-folder "folder=$work/in" "output=$work/out$1" "workers=$1" "settings=$work/settings.json" \
			> /dev/null & pid[$1]=$!
	else kill -CONT "${pid[$1]}"; fi
	timeout 4 tail -s 0.02 -f /dev/null --pid="${pid[$1]}" || kill -STOP "${pid[$1]}" 2> /dev/null || true
	took[$1]=$((took[$1] + $(date +%s%N) - start))
}

echo "one worker (s), two workers (s), ratio"
for ((pair = 0; pair < pairs; pair++)); do
	rm -rf "$work"/out*
	pid=()
	took=([1]=0 [2]=0)
	left="1 2"
	while [ -n "$left" ]; do
		still=
		for workers in $left; do
			slice "$workers"
			if kill -0 "${pid[$workers]}" 2> /dev/null; then still="$still $workers"; else wait "${pid[$workers]}"; fi
		done
		left=$still
	done
	cmp "$work/out1/batch-folder/correlate-pair/summary.csv" "$work/out2/batch-folder/correlate-pair/summary.csv"
	echo "${took[1]} ${took[2]}" | awk '{ printf "%.1f %.1f %.3f\n", $1 / 1e9, $2 / 1e9, $1 / $2 }' | tee -a "$work/ratios"
done
awk '{ n++; s += $3; q += $3 * $3; a += $1; b += $2 } END { if (n > 1) printf "mean of %d: %.3f, standard deviation %.3f; ratio of the sums %.3f\n",
	n, s / n, sqrt((q - s * s / n) / (n - 1)), a / b }' "$work/ratios"
