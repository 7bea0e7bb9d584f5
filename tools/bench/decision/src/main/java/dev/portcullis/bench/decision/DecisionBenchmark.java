// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judges merge requests in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {
    /** Policies that apply, and findings on each side. */
    @Param({"20x500", "200x500", "20x5000"})
    public String size = "20x500";

    /** Who judges. */
    @Param({"PORTCULLIS", "HASH_SETS", "BITMASKS", "DROOLS", "CEL"})
    public Entrant entrant = Entrant.PORTCULLIS;

    private Contestant<?> contestant = new HashSets(List.of());
    private List<MergeRequestFacts> facts = List.of();
    private int next;

    /** Makes the merge requests and the contestant. */
    @Setup
    public void prepare() {
        Course course = Course.of(size);
        facts = course.facts();
        contestant = entrant.make(course.criteria());
    }

    /** One merge request. */
    @Benchmark
    public Object decide() {
        next = (next + 1) % facts.size();
        return contestant.decide(facts.get(next));
    }
}
