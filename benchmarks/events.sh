#!/bin/sh
# Events: this project against Stimfit's functions, back to back; with --check, F1 of the command on the same trace.
# Wants the Python that stfio was built for (Debian: python3-stfio; PYTHON names another), NumPy and SciPy, and
# `mvn -pl src,benchmarks package` done before; --check `mvn package`.
set -eu
cd "$(dirname "$0")"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if [ "${1:-}" = --check ]; then
	jar=$(ls ../plugins/target/app/EI_Balance-*.jar 2>/dev/null) || { echo "events.sh: run mvn package first" >&2; exit 2; }
	exec "${PYTHON:-/usr/bin/python3}" peers/events.py --check "$java" -jar "$jar"
fi
[ -d target/lib ] || { echo "events.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-/usr/bin/python3}" peers/events.py "$java" -Xmx3g \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.EventsBenchmark
