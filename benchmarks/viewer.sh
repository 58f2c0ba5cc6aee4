#!/bin/sh
# The viewer on a sweep of 100 million samples: first picture, whole picture, frames a second while panning.
# Wants `mvn -DskipTests package` done before; keeps 200 MB in the folder that is its argument (/tmp without).
set -eu
cd "$(dirname "$0")/../plugins"
[ -d target/test-classes ] || { echo "viewer.sh: run mvn -DskipTests package first" >&2; exit 2; }
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -Djava.awt.headless=true -cp "target/test-classes:target/app/*" \
	org.eibalance.window.trace.ViewerSpeed "${1:-/tmp}/viewer-benchmark.abf"
