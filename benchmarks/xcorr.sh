#!/bin/sh
# Cross-correlation: this project against NumPy and SciPy, back to back.
# Wants python3 with numpy and scipy (PYTHON names another), and `mvn -pl src,benchmarks package` done before.
set -eu
cd "$(dirname "$0")"
[ -d target/lib ] || { echo "xcorr.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-python3}" peers/xcorr.py "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx2g \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.XcorrBenchmark
