package io.crmesh.customer.imports.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client of imports, which can also do their work step by step, as if processes were killed in between. */
public final class ImportClient {

    public static final String PATH = "/api/customers/imports";

    private final MockMvcTester mvc;
    private final Api api;
    private final ImportDispatcher dispatcher;
    private final ImportRunner runner;
    private final ImportTasks tasks;

    public ImportClient(ApplicationContext service) {
        this.mvc = service.getBean(MockMvcTester.class);
        this.api = new Api(mvc);
        this.dispatcher = service.getBean(ImportDispatcher.class);
        this.runner = service.getBean(ImportRunner.class);
        this.tasks = service.getBean(ImportTasks.class);
    }

    /** A file of so many customers with the same tag. */
    public static String customers(int count, String tag) {
        return IntStream.range(0, count)
                .mapToObj(row -> "%d-%s,Customer %d,%s".formatted(row, tag, row, tag))
                .collect(Collectors.joining("\n", "id,name,tags\n", "\n"));
    }

    public Api api() {
        return api;
    }

    public Answer upload(byte[] file) {
        return upload(file, "?system=shop");
    }

    public Answer upload(byte[] file, String query) {
        return upload(file, query, Api.key());
    }

    /** Uploads under a key, which makes it a request that can be repeated. */
    public Answer upload(byte[] file, String query, String key) {
        return answer(mvc.post()
                .uri(PATH + query)
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .content(file)
                .exchange());
    }

    public String uploaded(String file) {
        return upload(file.getBytes(StandardCharsets.UTF_8)).expect(201).id();
    }

    /** Uploaded and validated. */
    public String validated(String file) {
        var id = uploaded(file);
        after(id, "validate", "VALIDATED");
        return id;
    }

    public Answer request(String id, String what) {
        return request(id, what, Api.key(), version(id), "");
    }

    /** Sends a request that can be repeated. */
    public Answer request(String id, String what, String key, String version, String body) {
        return answer(mvc.post()
                .uri(PATH + "/" + id + "/" + what)
                .header("Idempotency-Key", key)
                .header("If-Match", version)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange());
    }

    public String version(String id) {
        return Objects.requireNonNull(api.get(PATH + "/" + id).expect(200).etag());
    }

    @CanIgnoreReturnValue
    public JsonNode after(String id, String what, String state) {
        request(id, what).expect(202);
        return ended(id, state);
    }

    public JsonNode show(String id) {
        return api.get(PATH + "/" + id).expect(200).body();
    }

    /** The reports of the rows. */
    public JsonNode rows(String id) {
        return api.get(PATH + "/" + id + "/rows").expect(200).body().get("items");
    }

    /** Waits until no work is left, and checks the state. */
    @CanIgnoreReturnValue
    public JsonNode ended(String id, String state) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !show(id).has("work") && tasks.of(id).isEmpty());
        var ended = show(id);
        assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo(state);
        return ended;
    }

    public int countCustomers(String tag) {
        return Integer.parseInt(api.get("/api/customers?count=true&limit=1&tag=" + tag)
                .expect(200)
                .body()
                .get("count")
                .asString());
    }

    /** From here on work is done by {@link #runOneBlock} only. */
    public void stopDispatcher() {
        dispatcher.stop();
    }

    /** Another process goes on with the work. */
    public void startDispatcher() {
        dispatcher.start();
    }

    /** Another process claims the next task. */
    public ImportTask claim() {
        dispatcher.addTasks();
        return tasks.claim().orElseThrow();
    }

    /** Does a block and is killed after it; again with the same task, as if killed before it saved its progress. */
    public void runOneBlock(ImportTask task) throws InterruptedException {
        runner.work(task, () -> false);
    }

    /** The attempt fails like this, and another process may claim the task at once. */
    public void fail(ImportTask task, RuntimeException failure) {
        dispatcher.release(task, failure);
        expireLease(task);
    }

    /** Ends the lease of a killed process. */
    public void expireLease(ImportTask task) {
        tasks.release(task, Duration.ZERO);
    }

    private static Answer answer(MvcTestResult result) {
        var response = result.getResponse();
        var text = new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
        return new Answer(
                response.getStatus(),
                response.getHeader("ETag"),
                response.getHeader("Location"),
                text,
                JsonMapper.shared().readTree(text),
                Objects.equals(response.getHeader("Idempotent-Replayed"), "true"));
    }
}
