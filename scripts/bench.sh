# Sourced by ./outcry: the benchmarks, each beside a peer or a floor in the same run.
install node nodejs
install npm npm
export OUTCRY_JDK=$jdk
say "building the product and the benchmarks"
maven -q -Dquick package -DskipTests
# As a user starts it: with the classes noted by a start before.
[ "$cache" -nt "$product" ] || train
exec "$jdk/bin/java" "${jvm[@]}" -Xmx4g -cp "$home/bench/target/classes:$home/bench/target/lib/*" org.outcry.bench.Bench "$@"
