package io.crmesh.platform.web;

import static io.crmesh.platform.web.PeopleController.ANN;
import static io.crmesh.platform.web.PeopleController.BOB;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.crmesh.audit.Action;
import io.crmesh.audit.HeadKeys;
import io.crmesh.audit.Ledger;
import io.crmesh.audit.Trail;
import io.crmesh.platform.Refusal.Busy;
import io.crmesh.platform.accesslog.AccessLog;
import io.crmesh.platform.testing.Api;
import io.crmesh.platform.testing.AuditKeys;
import io.crmesh.platform.testing.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Reading about people is recorded before the answer is sent, even while the database is away; other requests are not
 * recorded.
 */
@SpringBootTest(
        classes = {ParcelShop.class, AccessLogTest.Recorded.class},
        webEnvironment = SpringBootTest.WebEnvironment.MOCK,
        properties = "crm.name=people")
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestIssuer.class)
class AccessLogTest {

    /** Each line of an entry without the first, the time, and the last, the trace. */
    private static final Pattern ENTRY = Pattern.compile("\\d{13}\\n((?:[^\\n]*\\n){5}\\d+\\n\\d{3})\\n");

    private static final Path FOLDER = folder();

    @Configuration(proxyBeanMethods = false)
    static class Recorded {

        /** No server listens there. */
        @Bean
        MongoClient client() {
            return MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=60000");
        }

        @Bean
        Trail trail(MongoClient client) {
            var trail = AccessLogTest.trail("people", client, 1L << 30);
            trail.start();
            return trail;
        }
    }

    @Autowired
    MockMvcTester http;

    private int before;

    @BeforeEach
    void count() throws IOException {
        before = all().size();
    }

    @Test
    void readIsRecordedWithoutWaitingForTheDatabase() throws IOException {
        var began = System.nanoTime();
        call(GET, "/people/" + ANN, "ann", "AGENT", 200);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(recorded()).containsExactly("USER:ann READ customers:read GET /people/{id} " + ANN + " 1 200");
    }

    @Test
    void notModifiedAnswerIsRecordedAsRead() throws IOException {
        var unchanged = http.get()
                .uri("/people/" + ANN)
                .header("If-None-Match", "\"1\"")
                .exchange();

        assertThat(unchanged).hasStatus(304);
        assertThat(recorded()).containsExactly("USER:local READ customers:read GET /people/{id} " + ANN + " 1 200");
    }

    @Test
    void missingRecordIsRecorded() throws IOException {
        var unknown = ANN.replace('0', '9');
        call(GET, "/people/" + unknown, "ann", "AGENT", 404);
        call(GET, "/people/Ann-Secretname", "ann", "AGENT", 404);

        assertThat(recorded())
                .containsExactly(
                        "USER:ann READ customers:read GET /people/{id} " + unknown + " 1 404",
                        "USER:ann READ customers:read GET /people/{id}  0 404");
    }

    @Test
    void listEntryNamesAllShownRecords() throws IOException {
        call(GET, "/people?limit=7", "ann", "AGENT", 200);
        call(GET, "/people?phone=4915112345678", "ann", "AGENT", 200);

        assertThat(recorded())
                .containsExactly(
                        "USER:ann READ customers:read GET /people %s %s 2 200".formatted(ANN, BOB),
                        "USER:ann LOOK_UP customers:read GET /people %s %s 2 200".formatted(ANN, BOB));
    }

    @Test
    void answerWithoutRecordIdNamesRecordsOfThePath() throws IOException {
        call(GET, "/people/" + BOB + "/reasons", "ann", "AGENT", 200);
        call(GET, "/people/secretname/reasons", "ann", "AGENT", 200);

        assertThat(recorded())
                .containsExactly(
                        "USER:ann READ customers:read GET /people/{id}/reasons " + BOB + " 1 200",
                        "USER:ann READ customers:read GET /people/{id}/reasons  0 200");
    }

    @Test
    void exportIsRecordedAtItsBeginAndEnd() throws IOException {
        assertThat(http.get().uri("/people/export").accept("text/csv").exchange())
                .hasStatus(200);

        await().until(() -> recorded().size() == 2);
        assertThat(recorded())
                .containsExactly(
                        "USER:local EXPORT customers:export GET /people/export  0 200",
                        "USER:local EXPORTED customers:export GET /people/export  4 200");
    }

    @Test
    void refusedRequestIsRecorded() throws IOException {
        call(GET, "/people/" + ANN, "cleo", "NOBODY", 403);
        call(POST, "/people", "marc", "MARKETER", 403);
        call(GET, "/people/dead-letters", "marc", "MARKETER", 403);

        assertThat(recorded())
                .containsExactly(
                        "USER:cleo REFUSED customers:read GET /people/{id} " + ANN + " 1 403",
                        "USER:marc REFUSED customers:write POST /people  0 403",
                        "USER:marc REFUSED operations:read GET /people/dead-letters  0 403");
    }

    @Test
    void mergeIsRecorded() throws IOException {
        call(POST, "/people/" + ANN + "/merge", "mia", "MANAGER", 204);

        assertThat(recorded())
                .containsExactly("USER:mia MERGE customers:merge POST /people/{id}/merge " + ANN + " 1 200");
    }

    @Test
    void commandWithoutChangeIsRecordedAsRead() throws IOException {
        call(PUT, "/people/" + ANN + "/name", "ann", "AGENT", 200);
        call(POST, "/people/" + ANN + "/greeting", "ann", "AGENT", 200);

        assertThat(recorded())
                .containsExactly(
                        "USER:ann READ customers:write PUT /people/{id}/name " + ANN + " 1 200",
                        "USER:ann READ customers:write POST /people/{id}/greeting " + ANN + " 1 200");
    }

    @Test
    void changesAndImpersonalAnswersAreNotRecorded() throws IOException {
        call(POST, "/people", "ann", "AGENT", 200);
        call(GET, "/people/kinds", "ann", "AGENT", 200);
        call(PUT, "/people/kinds", "ann", "AGENT", 200);
        call(GET, "/people/dead-letters", "root", "ADMIN", 200);
        call(GET, "/nowhere", "ann", "AGENT", 404);

        assertThat(recorded()).isEmpty();
    }

    @Test
    void requestsOfOwnServicesAreNotRecorded() throws IOException {
        var token = TestIssuer.service("order-service", "owners:read");
        assertThat(http.get()
                        .uri("/people/" + ANN)
                        .header("Authorization", "Bearer " + token)
                        .exchange())
                .hasStatus(403);

        assertThat(recorded()).isEmpty();
    }

    @Test
    void personalDataIsNeverWritten() throws IOException {
        call(GET, "/people/Secretname", "ann", "AGENT", 404);
        call(GET, "/people/Secretname?name=Secretquery", "ann", "AGENT", 400);
        call(GET, "/people?phone=49secret", "ann", "AGENT", 200);

        assertThat(text()).doesNotContainIgnoringCase("secret");
    }

    @Test
    void readsAreRefusedWhenTheSpoolIsFull(@Autowired MongoClient client) {
        var trail = trail("full", client, 0);
        assertThatThrownBy(() -> accessLog(trail, Action.READ).begin(request())).isInstanceOf(Busy.class);

        var request = request();
        accessLog(trail, null).begin(request);
        RequestContextHolder.setRequestAttributes(request);
        assertThatThrownBy(() -> AccessLog.tellUnwritten(List.of())).isInstanceOf(Busy.class);
        RequestContextHolder.resetRequestAttributes();
        trail.close();
    }

    private static AccessLog accessLog(Trail trail, @Nullable Action action) {
        var question = new AccessLog.Question(
                "USER:ann", action, Action.READ, "customers:read", "GET /people", List.of(), null);
        return new AccessLog(trail, Clock.systemUTC(), question);
    }

    private static RequestAttributes request() {
        return new ServletRequestAttributes(new MockHttpServletRequest());
    }

    private void call(HttpMethod method, String path, String who, String role, int status) {
        var answer = http.method(method)
                .uri(path)
                .header("Authorization", "Bearer " + TestIssuer.token(who, role))
                .header("Idempotency-Key", Api.key())
                .exchange();
        assertThat(answer).hasStatus(status);
    }

    private static Trail trail(String name, MongoClient client, long limit) {
        var keys = new HeadKeys(AuditKeys.add(FOLDER.resolve("keys"), "first"));
        return new Trail(
                new Trail.Settings(name, FOLDER.resolve(name), limit), new Ledger(client.getDatabase(name)), keys);
    }

    private List<String> recorded() throws IOException {
        return all().subList(before, all().size());
    }

    private static List<String> all() throws IOException {
        return ENTRY.matcher(text())
                .results()
                .map(found -> found.group(1).replace('\n', ' '))
                .toList();
    }

    private static String text() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.walk(FOLDER.resolve("people"))) {
            for (var file : files.filter(each -> each.toString().endsWith(".spool"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file, ISO_8859_1));
            }
        }
        return text.toString();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("crmesh-access-log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
