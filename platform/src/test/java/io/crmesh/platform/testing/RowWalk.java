package io.crmesh.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.crmesh.contracts.PermissionTable;
import io.crmesh.contracts.PermissionTable.Endpoint;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * Contract test of row permissions: calls every endpoint about records in every role, and compares the access to own,
 * team and foreign records with the permission table. Nothing is changed: changes name a version that never existed,
 * which is checked only after access. An endpoint without given records, and without a reason for that, is a failure.
 */
public final class RowWalk {

    /** The test's caller; {@link FieldWalk#TEAM} is their team. */
    public static final String WALKER = "walker";

    private static final String OPEN = "-";

    /** Endpoints about the service itself, or for other services, need no records. */
    private static final Set<String> OF_THE_WHOLE =
            Set.of("operations", "audit", "events", "owners", "contacts", "withdrawals");

    private static final String NEVER = "\"999999\"";

    private record Records(String path, String place, Thrice ids, List<String> ways) {}

    private record Listed(String path, Thrice ids, Thrice questions) {}

    private record Counted(String path, String question, Thrice ids) {}

    private record Made(String path, String body, Thrice customers) {}

    private final PermissionTable table = PermissionTable.load();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<Records> records = new ArrayList<>();
    private final List<Listed> lists = new ArrayList<>();
    private final List<Counted> counts = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Set<String> forAll = new HashSet<>();
    private final String service;
    private final MockMvcTester http;
    private final Map<String, String> places;

    /**
     * Checks one service.
     *
     * @param places values for the names in braces of the table's paths that are no record ids
     */
    public RowWalk(String service, MockMvcTester http, Map<String, String> places) {
        this.service = service;
        this.http = http;
        this.places = Map.copyOf(places);
    }

    /** Gives the records of a path and of all paths below it: {@code /api/orders/{id}}. */
    public RowWalk at(String path, Thrice ids) {
        return at(path, path.substring(path.lastIndexOf('{') + 1, path.lastIndexOf('}')), ids);
    }

    /**
     * The same where the path does not end with the record.
     *
     * @param place the name in braces, in the path or the body, that is the record's id
     */
    public RowWalk at(String path, String place, Thrice ids) {
        records.add(new Records(path, "{" + place + "}", ids, List.of("")));
        return this;
    }

    /** The same for records that can be read as of an instant: {@code /api/orders/{id}}. */
    public RowWalk atAnyTime(String path, Thrice ids) {
        var place = path.substring(path.lastIndexOf('{'));
        records.add(new Records(path, place, ids, List.of("", "?asOf=" + Instant.now(), "?knownAt=" + Instant.now())));
        return this;
    }

    /** Gives a list or export of records, with a query for each record that finds only that one. */
    public RowWalk listed(String path, Thrice ids, Thrice questions) {
        lists.add(new Listed(path, ids, questions));
        return this;
    }

    /** Gives numbers that count exactly these three records, for callers who see all of them. */
    public RowWalk counted(String path, String question, Thrice ids) {
        counts.add(new Counted(path, question, ids));
        return this;
    }

    /** Gives an endpoint that adds a record about a customer; the body contains {@code {customer}}. */
    public RowWalk made(String path, String body, Thrice customers) {
        made.add(new Made(path, body, customers));
        return this;
    }

    /** Gives the body that an endpoint needs. */
    public RowWalk told(String method, String path, String body) {
        bodies.put(method + " " + path, body);
        return this;
    }

    /** Exempts paths with this prefix, or exactly this one ({@code POST /api/customers}), for a reason. */
    public RowWalk forAll(String path, String reason) {
        assertThat(reason).isNotBlank();
        forAll.add(path);
        return this;
    }

    public void check() {
        var steps = new ArrayList<Executable>();
        var last = new ArrayList<Executable>(); // what is made would be found
        var forgotten = new TreeSet<String>();
        var needless = new TreeSet<>(forAll);
        for (var endpoint : table.endpointsOf(service)) {
            var looking = looking(endpoint);
            var making = making(endpoint);
            var isWalked = !looking.isEmpty() || !making.isEmpty();
            if (!isWalked && !isForAll(endpoint)) {
                forgotten.add(endpoint.method() + " " + endpoint.path());
            }
            needless.removeIf(path -> !isWalked && begins(endpoint, path));
            steps.addAll(looking);
            last.addAll(making);
        }
        steps.addAll(last);
        assertThat(forgotten).as("endpoints without given records").isEmpty();
        assertThat(needless).as("reasons that nothing needs").isEmpty();
        assertAll(steps);
    }

    private boolean isForAll(Endpoint endpoint) {
        return endpoint.everyRow()
                || endpoint.needs().equals(OPEN)
                || OF_THE_WHOLE.contains(endpoint.needs().split(":", -1)[0])
                || forAll.stream().anyMatch(path -> begins(endpoint, path));
    }

    private static boolean begins(Endpoint endpoint, String path) {
        return endpoint.path().startsWith(path) || path.equals(endpoint.method() + " " + endpoint.path());
    }

    /** The roles that may call it; endpoints without sign-in have no records. */
    private Stream<String> roles(Endpoint endpoint) {
        return table.roles().stream().filter(role -> !endpoint.needs().equals(OPEN) && table.allows(role, endpoint));
    }

    private List<Executable> looking(Endpoint endpoint) {
        return roles(endpoint).flatMap(role -> looking(endpoint, role)).toList();
    }

    private List<Executable> making(Endpoint endpoint) {
        var makings = made.stream()
                .filter(each -> endpoint.method().equals("POST") && each.path.equals(endpoint.path()))
                .toList();
        return roles(endpoint)
                .flatMap(role -> makings.stream().flatMap(each -> making(endpoint, role, each)))
                .toList();
    }

    private Stream<Executable> looking(Endpoint endpoint, String role) {
        var isGet = endpoint.method().equals("GET");
        var path = endpoint.path();
        return Stream.of(
                        atRecord(endpoint, role),
                        lists.stream()
                                .filter(list -> isGet && list.path.equals(path))
                                .flatMap(list -> inList(endpoint, role, list)),
                        counts.stream()
                                .filter(count -> isGet && count.path.equals(path))
                                .map(count -> inCount(endpoint, role, count)))
                .flatMap(each -> each);
    }

    private Stream<Executable> atRecord(Endpoint endpoint, String role) {
        return records.stream()
                .filter(each -> (endpoint.path() + "/").startsWith(each.path + "/"))
                .max((one, other) -> Integer.compare(one.path.length(), other.path.length()))
                .stream()
                .flatMap(each -> each.ids.all().stream().map(id -> () -> {
                    boolean isRead =
                            endpoint.method().equals("GET") && endpoint.path().equals(each.path);
                    for (var way : isRead ? each.ways : List.of("")) {
                        ask(endpoint, role, each, id, way);
                    }
                }));
    }

    private void ask(Endpoint endpoint, String role, Records kind, String id, String way) {
        var body = bodies.getOrDefault(endpoint.method() + " " + endpoint.path(), "");
        var answer = send(
                endpoint.method(),
                filled(endpoint.path().replace(kind.place, id)) + way,
                role,
                filled(body.replace(kind.place, id)));
        var status =
                assertThat(answer.status()).as("%s at %s of %s: %s %s", role, id, kind.ids, endpoint, answer.text());
        if (!kind.ids.within(table.sees(role, endpoint)).contains(id)) {
            status.isEqualTo(404);
        } else if (!kind.ids.within(table.reaches(role, endpoint)).contains(id)) {
            status.isEqualTo(403);
        } else if (endpoint.method().equals("GET")) {
            status.isEqualTo(200);
        } else {
            status.isIn(200, 202, 409, 410, 412);
        }
    }

    private Stream<Executable> inList(Endpoint endpoint, String role, Listed list) {
        var seen = list.ids.within(table.sees(role, endpoint));
        return Stream.of(
                () -> inList(endpoint, role, list.ids.own(), list.questions.own(), seen),
                () -> inList(endpoint, role, list.ids.team(), list.questions.team(), seen),
                () -> inList(endpoint, role, list.ids.foreign(), list.questions.foreign(), seen));
    }

    private void inList(Endpoint endpoint, String role, String id, String question, List<String> seen) {
        var answer = send("GET", endpoint.path() + "?" + question, role, "").expect(200);
        var described = "%s for %s with %s: %s".formatted(role, id, question, endpoint);
        assertThat(answer.text().contains(id)).as(described).isEqualTo(seen.contains(id));
        if (answer.body().has("count")) {
            assertThat(answer.body().get("count").asString()).as(described).isEqualTo(seen.contains(id) ? "1" : "0");
        }
    }

    private Executable inCount(Endpoint endpoint, String role, Counted count) {
        return () -> {
            var answer =
                    send("GET", count.path + "?" + count.question, role, "").expect(200);
            var all =
                    answer.body().valueStream().mapToLong(each -> each.asLong()).sum();
            assertThat(all)
                    .as("%s: %s", role, endpoint)
                    .isEqualTo(count.ids.within(table.sees(role, endpoint)).size());
        };
    }

    /** A caller who may not see the customer gets the same answer as for a missing customer. */
    private Stream<Executable> making(Endpoint endpoint, String role, Made making) {
        var seen = making.customers.within(table.sees(role, endpoint));
        var reached = making.customers.within(table.reaches(role, endpoint));
        return making.customers.all().stream().map(customer -> () -> {
            var answer = send("POST", making.path, role, making.body.replace("{customer}", customer));
            assertThat(answer.status())
                    .as("%s about %s of %s: %s %s", role, customer, making.customers, endpoint, answer.text())
                    .isEqualTo(reached.contains(customer) ? 201 : seen.contains(customer) ? 403 : 422);
        });
    }

    private String filled(String text) {
        var filled = text;
        for (var place : places.entrySet()) {
            filled = filled.replace("{" + place.getKey() + "}", place.getValue());
        }
        return filled;
    }

    private Api.Answer send(String method, String path, String role, String body) {
        var request = http.method(HttpMethod.valueOf(method))
                .uri(URI.create(path))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.computeIfAbsent(role, RowWalk::token));
        if (!method.equals("GET")) {
            request.header("Idempotency-Key", Api.key()).header("If-Match", NEVER);
        }
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return Api.answer(request.exchange());
    }

    private static String token(String role) {
        return TestIssuer.member(FieldWalk.TEAM, WALKER, role);
    }
}
