#!/bin/sh
# Reading HDF5 recordings: this project against h5py, in turn, on files of every kind of storage.
# Wants python3 with h5py (PYTHON names another), and `mvn -pl src,benchmarks package` done before.
set -eu
cd "$(dirname "$0")"
[ -d target/lib ] || { echo "read-hdf.sh: run mvn -pl src,benchmarks package first" >&2; exit 2; }
exec "${PYTHON:-python3}" peers/read-hdf.py "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m \
	-cp "target/classes:target/lib/*" org.eibalance.benchmarks.ReadHdf
