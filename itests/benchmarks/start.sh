#!/bin/sh
# Measures how long the distributions take from the start of their process to an accepted BootNotification, and their
# memory when they have been idle for IDLE seconds, 20 if that is not set. Build them first: mvn -q -DskipTests package
#   itests/benchmarks/start.sh [9]                both distributions with their own flags, 5 runs, or so many
#   itests/benchmarks/start.sh 9 <variant>...     so many runs of each variant: a distribution's directory, and what is
#                                                 added to its environment: features/felix/target/assembly,JAVA_OPTS=-Xmx32m
cd "$(dirname "$0")/../.." || exit 1
felix=features/felix/target/assembly
if [ $# -lt 2 ]; then set -- "${1:-5}" $felix features/gateway/target/assembly; fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Didle="${IDLE:-20}" -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
  -cp "itests/benchmarks/target/classes:$felix/bundles/1/*:$felix/demo/bundles/1/*:$felix/lib/*" \
  io.holdfast.itests.benchmarks.StartTime "$@"
