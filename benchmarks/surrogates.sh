#!/bin/sh
# Shuffling of trials: this project against NumPy with cached spectra, back to back.
# Wants python3 with numpy and scipy (PYTHON names another), and `mvn -pl src,benchmarks package` done before.
set -eu
cd "$(dirname "$0")"
[ -d target/lib ] || { echo "surrogates.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-python3}" peers/surrogates.py "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx3g \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.SurrogatesBenchmark
