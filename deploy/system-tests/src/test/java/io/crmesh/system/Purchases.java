package io.crmesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** File of random purchases, and the result that an independent script expects of it. */
record Purchases(Path file, LocalDate liveFrom, int ordinal) {

    private static final LocalDate FIRST = LocalDate.of(1997, 1, 1);
    private static final int DAYS = 540;

    /** Expected counts after the import. */
    record Expected(int customers, int orders, long cents, int thanked, int live) {}

    /** Customers with a few purchases each, some free, some alike, about half of them before a random day. */
    static Purchases random(Random random, Path folder, int customers) {
        var text = new StringBuilder(" customer_id  date number_of_cds  dollar_value\n");
        for (int customer = 1; customer <= customers; customer++) {
            var day = FIRST.plusDays(random.nextInt(DAYS / 2));
            var purchases = 1 + (int) Math.min(12, -Math.log(1 - random.nextDouble()) * 4);
            for (int i = 0; i < purchases && day.isBefore(FIRST.plusDays(DAYS)); i++) {
                var cds = 1 + random.nextInt(random.nextInt(10) == 0 ? 99 : 5);
                var cents = random.nextInt(20) == 0 ? 0 : 100 + random.nextInt(20_000);
                text.append(" %05d %s %d %d.%02d%n"
                        .formatted(
                                customer, day.format(DateTimeFormatter.BASIC_ISO_DATE), cds, cents / 100, cents % 100));
                day = day.plusDays(random.nextInt(4) == 0 ? 0 : random.nextInt(90));
            }
        }
        var liveFrom = FIRST.plusDays(DAYS / 4 + random.nextInt(DAYS / 4));
        try {
            var file = Files.writeString(folder.resolve("purchases.txt"), text);
            return new Purchases(file, liveFrom, 2 + random.nextInt(3));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Expected expected() throws IOException, InterruptedException {
        var script = Path.of("src/test/resources/expected.awk").toAbsolutePath();
        var counting = new ProcessBuilder(
                        "awk",
                        "-v",
                        "day=" + liveFrom.format(DateTimeFormatter.BASIC_ISO_DATE),
                        "-v",
                        "nth=" + ordinal,
                        "-f",
                        script.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(counting.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!counting.waitFor(30, TimeUnit.SECONDS) || counting.exitValue() != 0) {
            throw new IllegalStateException("The script failed: " + output);
        }
        var counts = output.split(" ", -1);
        return new Expected(
                Integer.parseInt(counts[0]),
                Integer.parseInt(counts[1]),
                Long.parseLong(counts[2]),
                Integer.parseInt(counts[3]),
                Integer.parseInt(counts[4]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "purchase %d from %s on", ordinal, liveFrom);
    }
}
