package io.crmesh.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.apache.kafka.common.utils.AppInfoParser;

/** Machine and versions of a measurement. */
public record Machine(String processor, int cores, long memoryGigabytes, String system, String versions) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final long KILOBYTES = 1024L * 1024;

    public static Machine here() throws IOException {
        var versions = new TreeMap<String, String>();
        versions.put("Java", System.getProperty("java.vendor.version", "") + " " + System.getProperty("java.version"));
        versions.put("Kafka clients", AppInfoParser.getVersion());
        return new Machine(
                field(PROCESSORS, "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                String.join(
                        ", ",
                        versions.entrySet().stream()
                                .map(entry ->
                                        entry.getKey() + " " + entry.getValue().strip())
                                .toList()));
    }

    private static long memory() throws IOException {
        var digits = field(MEMORY, "MemTotal").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Math.round(Long.parseLong(digits) / (double) KILOBYTES);
    }

    private static String field(Path file, String name) throws IOException {
        if (Files.notExists(file)) {
            return "unknown";
        }
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    @Override
    public String toString() {
        return "%s, %d cores, %d GB, %s; %s".formatted(processor, cores, memoryGigabytes, system, versions);
    }
}
