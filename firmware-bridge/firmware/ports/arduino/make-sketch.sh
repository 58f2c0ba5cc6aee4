#!/bin/sh
# Puts a whole sketch, core included, into a folder: make-sketch.sh FOLDER, then open FOLDER/clamp/clamp.ino.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1/clamp/src/core"
cp "$here"/clamp/clamp.ino "$here"/clamp/board.h "$here"/clamp/converters.h "$here"/clamp/costs.h "$1/clamp/"
cp "$here"/../../core/*.[ch] "$1/clamp/src/core/"
