#!/bin/sh
# Reading of recordings: this project against Neo and Stimfit's library, back to back.
# Wants a Python with NumPy, Neo and stfio (Debian: python3-neo, python3-stfio; PYTHON names another), and
# `mvn -pl src,benchmarks package` done before. A folder for 300 MB of files may be given; they are deleted.
set -eu
cd "$(dirname "$0")"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
[ -d target/lib ] || { echo "binary.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-/usr/bin/python3}" peers/binary.py "${1:-}" "$java" -Xmx256m \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.ReadBinary
