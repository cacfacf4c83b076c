package io.crmesh.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Import of a file of customers, as a person does it: upload, validation, start and a look at its state. */
public final class CustomerImport {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int PAGE = 200;

    private final URI customers;
    private final String place;
    private final HttpClient http = HttpClient.newHttpClient();

    private CustomerImport(URI customers, String csv) throws IOException, InterruptedException {
        this.customers = customers;
        var made = JsonMapper.shared()
                .readTree(send(
                        HttpRequest.newBuilder(customers.resolve("/api/customers/imports?mode=IMPORT&system=benchmark"))
                                .header("Authorization", Issuer.authorization())
                                .header("Content-Type", "text/csv")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(BodyPublishers.ofString(csv))));
        this.place = "/api/customers/imports/" + made.get("id").asString();
    }

    /** An import of numbered customers, which the service has validated. */
    public static CustomerImport validated(URI customers, int from, int count)
            throws IOException, InterruptedException {
        var csv = new StringBuilder("externalId,kind,name.nickname,email,country,consent.MARKETING.EMAIL\n");
        for (int i = from; i < from + count; i++) {
            csv.append("%d,PERSON,Number %d,number-%d@benchmark.example,GB,GRANTED%n".formatted(i, i, i));
        }
        var file = new CustomerImport(customers, csv.toString());
        file.step("validate", "VALIDATED");
        return file;
    }

    /** Imports the rows and returns the time that it took. */
    public Duration run() throws IOException, InterruptedException {
        var begin = System.nanoTime();
        step("start", "COMPLETED");
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The ids of the customers that the rows became. */
    public List<String> ids(int count) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        for (int line = 2; line < count + 2; line += PAGE) {
            var page = ApiClient.of(customers)
                    .get("%s/rows?limit=%d&lineMin=%d&lineMax=%d".formatted(place, PAGE, line, line + PAGE - 1));
            for (var row : page.get("items")) {
                ids.add(row.get("customer").asString());
            }
        }
        return ids;
    }

    private void step(String step, String until) throws IOException, InterruptedException {
        var version = http.send(request("").GET().build(), BodyHandlers.discarding())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var _ = send(request("/" + step)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", version)
                .POST(BodyPublishers.noBody()));
        var json = ApiClient.of(customers);
        for (var state = ""; !state.equals(until); state = state(json.get(place))) {
            if (state.equals("FAILED")) {
                throw new IOException("The import failed: " + json.get(place));
            }
            Thread.sleep(POLL);
        }
    }

    private static String state(JsonNode batch) {
        return batch.get("state").asString();
    }

    private HttpRequest.Builder request(String below) {
        return HttpRequest.newBuilder(customers.resolve(place + below)).header("Authorization", Issuer.authorization());
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    "The import's request was answered %d: %s".formatted(answer.statusCode(), answer.body()));
        }
        return answer.body();
    }
}
