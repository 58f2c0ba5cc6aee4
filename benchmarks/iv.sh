#!/bin/sh
# Conductances of 5 levels x 20 sweeps x 40000 samples: this project against NumPy, back to back.
# Wants python3 with numpy (PYTHON names another), and `mvn -pl src,benchmarks package` done before.
set -eu
cd "$(dirname "$0")"
[ -d target/lib ] || { echo "iv.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-python3}" peers/iv.py "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx2g \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.IvBenchmark
