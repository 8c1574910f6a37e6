#!/bin/sh
# Patches the product with one realistic bug at a time and tells after how many simulated schedules it is found.
#   mutants.sh                          every patch in mutants/, 10,000 schedules at most
#   SCHEDULES=1000 mutants.sh a.patch   only these
# Builds into target/mutants; the sources stay as they are. Exits with 1 if one survives.
set -e
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$here/target/mutants
[ $# -gt 0 ] || set -- "$here"/mutants/*.patch

cd "$root"
${MVN:-mvn} -q -o -pl itests/simulation -am test-compile dependency:build-classpath -Dmdep.outputFile=target/class.path
class_path=$here/target/test-classes:$(cat "$here/target/class.path")

survivors=0
for patch in "$@"; do
    name=$(basename "$patch" .patch)
    bundle=$(sed -n 's#^--- a/bundles/\([^/]*\)/.*#\1#p' "$patch" | head -1)
    rm -rf "$work/$name"
    mkdir -p "$work/$name/bundles/$bundle/src" "$work/$name/classes"
    cp -r "bundles/$bundle/src/main" "$work/$name/bundles/$bundle/src/main"
    patch -s -F0 -d "$work/$name" -p1 < "$patch"
    find "$work/$name/bundles" -name '*.java' > "$work/$name/sources"
    javac -nowarn -proc:none --release 17 -d "$work/$name/classes" -cp "$class_path:$(cat "bundles/$bundle/target/class.path")" @"$work/$name/sources"
    result=$(java -cp "$work/$name/classes:$class_path" io.holdfast.itests.simulation.Search "${SCHEDULES:-10000}")
    printf '%-52s %s\n' "$name" "$result"
    case $result in SURVIVED*) survivors=$((survivors + 1)) ;; esac
done
echo "$# mutants, $survivors survived"
[ "$survivors" -eq 0 ]
