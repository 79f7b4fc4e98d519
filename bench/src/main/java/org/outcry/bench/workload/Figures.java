package org.outcry.bench.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.outcry.bench.report.Latency;

/** What a program measured, printed as the one {@code RESULT} line that its row reads. */
public final class Figures {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** Processor time of this process so far, nanoseconds. */
    public static long cpuNanos() {
        return SYSTEM.getProcessCpuTime();
    }

    public Figures put(String name, Object value) {
        values.put(name, value);
        return this;
    }

    public Figures put(Histogram histogram) {
        Latency latency = Latency.of(histogram);
        return put("p50", latency.p50())
                .put("p99", latency.p99())
                .put("p999", latency.p999())
                .put("p9999", latency.p9999())
                .put("max", latency.max());
    }

    /** Prints the line. */
    public void print() {
        try {
            System.out.println("RESULT " + JSON.writeValueAsString(values));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
