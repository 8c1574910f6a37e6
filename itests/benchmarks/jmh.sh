#!/bin/sh
# Runs the JMH benchmarks; the arguments are JMH's. Build them first: mvn -q compile -pl itests/benchmarks -am
#   itests/benchmarks/jmh.sh SessionBenchmark -prof gc
cd "$(dirname "$0")" || exit 1
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/classes:$(cat target/classpath)" org.openjdk.jmh.Main "$@"
