package io.crmesh.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.crmesh.customer.imports.ImportWork.Task;
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

/** An import as those who bring files go about it, and its work done step by step, as if processes died between. */
final class Importing {

    static final String PATH = "/api/customers/imports";

    private final MockMvcTester mvc;
    private final Api api;
    private final ImportDispatcher dispatcher;
    private final ImportRunner runner;
    private final ImportWork work;

    Importing(ApplicationContext service) {
        this.mvc = service.getBean(MockMvcTester.class);
        this.api = new Api(mvc);
        this.dispatcher = service.getBean(ImportDispatcher.class);
        this.runner = service.getBean(ImportRunner.class);
        this.work = service.getBean(ImportWork.class);
    }

    /** So many customers who have nothing in common but a tag. */
    static String customers(int count, String tag) {
        return IntStream.range(0, count)
                .mapToObj(row -> "%d-%s,Customer %d,%s".formatted(row, tag, row, tag))
                .collect(Collectors.joining("\n", "id,name,tags\n", "\n"));
    }

    Api api() {
        return api;
    }

    Answer upload(byte[] file) {
        return answer(mvc.post()
                .uri(PATH + "?system=shop")
                .header("Idempotency-Key", Api.key())
                .contentType("text/csv")
                .content(file)
                .exchange());
    }

    String uploaded(String file) {
        return upload(file.getBytes(StandardCharsets.UTF_8)).expect(201).id();
    }

    /** Judged and found good enough. */
    String validated(String file) {
        var id = uploaded(file);
        after(id, "validation", "VALIDATED");
        return id;
    }

    Answer ask(String id, String what) {
        return ask(id, what, Api.key(), version(id), "");
    }

    /** A request that may be sent again. */
    Answer ask(String id, String what, String key, String version, String body) {
        return answer(mvc.post()
                .uri(PATH + "/" + id + "/" + what)
                .header("Idempotency-Key", key)
                .header("If-Match", version)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange());
    }

    String version(String id) {
        return Objects.requireNonNull(api.get(PATH + "/" + id).expect(200).etag());
    }

    @CanIgnoreReturnValue
    JsonNode after(String id, String what, String state) {
        ask(id, what).expect(202);
        return ended(id, state);
    }

    JsonNode show(String id) {
        return api.get(PATH + "/" + id).expect(200).body();
    }

    /** When there is nothing left to do. */
    @CanIgnoreReturnValue
    JsonNode ended(String id, String state) {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !show(id).has("work") && work.of(id).isEmpty());
        var ended = show(id);
        assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo(state);
        return ended;
    }

    int there(String tag) {
        return Integer.parseInt(api.get("/api/customers?count=true&limit=1&tag=" + tag)
                .expect(200)
                .body()
                .get("count")
                .asString());
    }

    /** From here on nothing is done but by {@link #oneBlock}. */
    void halt() {
        dispatcher.stop();
    }

    /** Another process takes up what there is to do. */
    void goOn() {
        dispatcher.start();
    }

    /** Another process looks for what there is to do, and takes it. */
    Task claim() {
        dispatcher.listWaiting();
        return work.claim().orElseThrow();
    }

    /** Does a block and is killed after it; with the same task once more, as if killed before the block was said. */
    void oneBlock(Task task) throws InterruptedException {
        runner.work(task, () -> false);
    }

    /** What a process that died leaves behind, once its lease is over. */
    void abandon(Task task) {
        work.release(task, Duration.ZERO);
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
