#!/bin/sh
# The engine against Brian2 (C++ stand-alone mode) and, where a folder is given, against plain C, back to back.
# Wants python3 with brian2 (PYTHON names another), g++, gcc, and `mvn -pl src,benchmarks package` done before.
# YARDSTICKS names a folder with fastref.c and vvs.c; without it plain C is left out.
set -eu
cd "$(dirname "$0")"
[ -d target/lib ] || { echo "engine.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-python3}" -W ignore peers/engine.py "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx6g \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.EngineBenchmark
