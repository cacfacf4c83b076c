package io.crmesh.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.platform.AccessScope;
import io.crmesh.platform.Past;
import io.crmesh.platform.Refusal.Gone;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.Refusal.NotFound;
import io.crmesh.platform.Versioned;
import io.crmesh.platform.document.RecordOwner;
import io.crmesh.platform.list.ListContext;
import io.crmesh.platform.list.Listing;
import io.crmesh.platform.list.Query;
import io.crmesh.platform.store.Wallet.WalletEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The past is asked by when things happened, by when they were recorded, or by both, of one record and of lists. Answers
 * are compared with a naive reading of all events.
 */
class PastTest {

    static final AccessScope ALL = new AccessScope.All();
    static final Instant LONG_AGO = Instant.parse("2001-02-03T00:00:00Z");
    static final int RECORDS = 40;
    static final int QUESTIONS = 400;

    /** More than one page goes through. */
    static final int MANY = 2_010;

    final Random random = new Random(23);
    final String name = ServiceProcess.anyName();

    /** One event as the naive reading sees it. */
    record Told(
            Instant recordedAt,
            Instant occurredAt,
            @Nullable Wallet after) {}

    @BeforeEach
    void aTopic() throws Exception {
        Published.makeTopic(ServiceProcess.in(name).topic());
    }

    @Test
    void importedPastIsFoundAsOfThenAndWasNotKnownThen() {
        try (var process = ServiceProcess.in(name).idle()) {
            var before = ServiceProcess.now().minusMillis(1);
            var id = opened(process, "a", "cus_ann", LONG_AGO);
            move(process, id, 7, LONG_AGO.plusSeconds(60));

            for (int settled = 0; settled < 2; settled++) {
                assertThat(process.wallets
                                .get(id, Past.asOf(LONG_AGO), ALL)
                                .state()
                                .balance())
                        .isZero();
                assertThat(process.wallets
                                .get(id, Past.asOf(LONG_AGO.plusSeconds(60)), ALL)
                                .state()
                                .balance())
                        .isEqualTo(7);
                for (var past : List.of(
                        Past.asOf(LONG_AGO.minusMillis(1)),
                        Past.knownAt(before),
                        new Past(ServiceProcess.now(), before))) {
                    assertThatThrownBy(() -> process.wallets.get(id, past, ALL)).isInstanceOf(NotFound.class);
                    assertThatThrownBy(() -> process.wallets.history(id, 0, 9, past, ALL))
                            .isInstanceOf(NotFound.class);
                    assertThat(found(process, past, Map.of(), 50)).isEmpty();
                }
                assertThat(process.wallets.history(id, 0, 9, Past.asOf(LONG_AGO.plusSeconds(59)), ALL))
                        .hasSize(1);
                process.sweepUntilSettled();
            }
        }
    }

    @Test
    void randomHistoriesAnswerLikeANaiveReading() {
        try (var process = ServiceProcess.in(name).idle()) {
            var told = new TreeMap<String, List<Told>>();
            for (int i = 0; i < RECORDS; i++) {
                told.put(opened(process, "w" + i, "cus_" + i % 3, anyTime()), List.of());
            }
            for (int round = 0; round < 3; round++) {
                for (var id : List.copyOf(told.keySet())) {
                    change(process, id);
                }
                if (round == 1) {
                    process.sweepUntilSettled();
                }
            }
            told.replaceAll((id, _) -> tell(process, id));
            var times = new ArrayList<Instant>();
            told.values()
                    .forEach(events -> events.forEach(event -> {
                        times.add(event.recordedAt());
                        times.add(event.occurredAt());
                    }));

            for (int question = 0; question < QUESTIONS; question++) {
                var past = anyPast(times);
                var expected = new HashMap<String, Wallet>();
                told.forEach((id, events) -> {
                    var then = naive(events, past);
                    if (then != null) {
                        expected.put(id, then);
                    }
                });
                var any = List.copyOf(told.keySet()).get(random.nextInt(RECORDS));
                assertThat(single(process, any, past)).as("%s %s", any, past).isEqualTo(expected.get(any));
                expected.keySet().removeIf(id -> naive(Objects.requireNonNull(told.get(id)), Past.NONE) == null);
                var customer = "cus_" + random.nextInt(4);
                var balance = (long) random.nextInt(-20, 60);

                assertThat(found(process, past, Map.of(), 7)).as("%s", past).isEqualTo(expected);
                assertThat(found(process, past, Map.of("customer", customer), 200))
                        .isEqualTo(only(expected, wallet -> wallet.customer().equals(customer)));
                assertThat(found(
                                process,
                                past,
                                Map.of("balanceMin", Long.toString(balance), "movesMax", "2", "customer", customer),
                                2))
                        .isEqualTo(only(
                                expected,
                                wallet -> wallet.balance() >= balance
                                        && wallet.moves() <= 2
                                        && wallet.customer().equals(customer)));
                assertThat(process.wallets
                                .list(ALL, query(process, past, Map.of("count", "true", "limit", "1")), past)
                                .count())
                        .isEqualTo(Integer.toString(expected.size()));
                assertThat(process.wallets.stream(ALL, query(process, past, Map.of()), past)
                                .map(Versioned::state)
                                .toList())
                        .containsExactlyInAnyOrderElementsOf(expected.values());
            }
        }
    }

    @Test
    void listOfThePastShowsRowsOfPresentOwners() {
        try (var process = ServiceProcess.in(name).idle()) {
            var mine = opened(process, "a", "cus_mine", LONG_AGO);
            var _ = opened(process, "b", "cus_other", LONG_AGO);
            process.wallets.setAccess(new RecordOwner("cus_mine", "ann", "south"));
            process.wallets.setAccess(new RecordOwner("cus_other", "eve", "north"));
            var past = Past.asOf(LONG_AGO);

            var shown = process.wallets.list(
                    new AccessScope.Theirs("ann", Set.of()), query(process, past, Map.of("count", "true")), past);

            assertThat(shown.count()).isEqualTo("1");
            assertThat(shown.items()).containsExactly(process.wallets.get(mine, past, ALL));
        }
    }

    @Test
    void pageAndCountThatFindNothingInManyRecordsSayWhereToGoOn() {
        try (var process = ServiceProcess.in(name).idle()) {
            var id = opened(process, "a", "cus_ann", LONG_AGO);
            process.sweepUntilSettled();
            copied(process, "wallets", id, "");
            copied(process, "wallets.history", id + ":1", ":1");
            var past = Past.asOf(LONG_AGO.minusSeconds(1));
            var asked = new HashMap<>(Map.of("count", "true"));

            var first = process.wallets.list(ALL, query(process, past, asked), past);
            asked.put("cursor", Objects.requireNonNull(first.next()));
            var last = process.wallets.list(ALL, query(process, past, asked), past);

            assertThat(first.items()).isEmpty();
            assertThat(first.count()).isEqualTo("0+");
            assertThat(last.items()).isEmpty();
            assertThat(last.next()).isNull();
            assertThat(process.wallets
                            .list(
                                    ALL,
                                    query(process, Past.asOf(LONG_AGO), Map.of("count", "true")),
                                    Past.asOf(LONG_AGO))
                            .count())
                    .isEqualTo("1000+");
        }
    }

    /** Copies a document under many other ids. */
    private static void copied(ServiceProcess process, String collection, String id, String suffix) {
        var documents = process.database.getCollection(collection, BsonDocument.class);
        var document = Objects.requireNonNull(
                documents.find(new BsonDocument("_id", new BsonString(id))).first());
        documents.insertMany(IntStream.range(0, MANY)
                .mapToObj(i -> document.clone().append("_id", new BsonString("wal_copy" + i + suffix)))
                .toList());
    }

    @Test
    void personalFilterAndChangingOrderAreRefusedByName() {
        try (var process = ServiceProcess.in(name).idle()) {
            var past = Past.asOf(LONG_AGO);

            for (var refused : List.of("holder", "email", "sort")) {
                var value = refused.equals("sort") ? "balance" : "ann";
                assertThatThrownBy(() -> query(process, past, Map.of(refused, value)))
                        .isInstanceOfSatisfying(
                                Impossible.class,
                                refusal -> assertThat(refusal.errors())
                                        .extracting(error -> error.field())
                                        .containsExactly(refused));
            }
            assertThat(query(process, Past.NONE, Map.of("holder", "Ann"))).isNotNull();
        }
    }

    private static Map<String, Wallet> only(Map<String, Wallet> wallets, Predicate<Wallet> wanted) {
        return wallets.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Query query(ServiceProcess process, Past past, Map<String, String> more) {
        var parameters = new HashMap<>(more);
        if (past.asOf() != null) {
            parameters.put("asOf", past.asOf().toString());
        }
        if (past.knownAt() != null) {
            parameters.put("knownAt", past.knownAt().toString());
        }
        return Query.of(listing(process), parameters);
    }

    private static Listing listing(ServiceProcess process) {
        return Wallet.LIST
                .listing(new ListContext(text -> text, Set::of, (_, value) -> value))
                .withPast(process.wallets::isPersonal);
    }

    /** All pages of a list, each record by its id. */
    private static Map<String, Wallet> found(
            ServiceProcess process, Past past, Map<String, String> filters, int limit) {
        var found = new HashMap<String, Wallet>();
        var asked = new HashMap<>(filters);
        asked.put("limit", Integer.toString(limit));
        String next;
        do {
            var page = process.wallets.list(ALL, query(process, past, asked), past);
            page.items()
                    .forEach(item -> assertThat(found.put(item.state().email(), item.state()))
                            .isNull());
            next = page.next();
            asked.put("cursor", Objects.requireNonNullElse(next, ""));
        } while (next != null);
        return found;
    }

    private static @Nullable Wallet single(ServiceProcess process, String id, Past past) {
        try {
            return process.wallets.get(id, past, ALL).state();
        } catch (NotFound | Gone _) {
            return null;
        }
    }

    /** The state after the last event that counts: happened is never before the event before, nor after it was recorded. */
    private static @Nullable Wallet naive(List<Told> events, Past past) {
        Wallet state = null;
        var happened = Instant.MIN;
        for (var event : events) {
            var occurred = event.occurredAt().isAfter(event.recordedAt()) ? event.recordedAt() : event.occurredAt();
            happened = occurred.isAfter(happened) ? occurred : happened;
            var counts = (past.asOf() == null || !happened.isAfter(past.asOf()))
                    && (past.knownAt() == null || !event.recordedAt().isAfter(past.knownAt()));
            state = counts ? event.after() : state;
        }
        return state;
    }

    private static List<Told> tell(ServiceProcess process, String id) {
        return process.wallets.history(id, 0, 200, ALL).reversed().stream()
                .map(entry -> new Told(entry.event().recordedAt(), entry.event().occurredAt(), entry.after()))
                .toList();
    }

    private Past anyPast(List<Instant> times) {
        var one = near(times);
        return switch (random.nextInt(4)) {
            case 0 -> Past.knownAt(one);
            case 1 -> new Past(one, near(times));
            default -> Past.asOf(one);
        };
    }

    private Instant near(List<Instant> times) {
        return times.get(random.nextInt(times.size())).plusMillis(random.nextInt(-1, 2));
    }

    private Instant anyTime() {
        return random.nextInt(4) == 0
                ? ServiceProcess.now().plusMillis(random.nextInt(-5, 60_000))
                : LONG_AGO.plus(Duration.ofDays(random.nextInt(20)));
    }

    private static String opened(ServiceProcess process, String key, String customer, Instant at) {
        var command = ServiceProcess.command(key);
        var id = process.wallets.idOf(command);
        var _ = process.wallets.create(id, command, List.of(new WalletEvent.Opened("Ann Lee", id, customer, at)));
        return id;
    }

    private static void move(ServiceProcess process, String id, long amount, Instant at) {
        var command = ServiceProcess.command(UUID.randomUUID().toString());
        var _ = process.wallets.change(id, command, _ -> List.of(new WalletEvent.Moved(amount, at)));
    }

    private void change(ServiceProcess process, String id) {
        if (single(process, id, Past.NONE) == null) {
            return;
        }
        var events = new ArrayList<WalletEvent>();
        for (int i = random.nextInt(4); i > 0; i--) {
            events.add(new WalletEvent.Moved(random.nextInt(-9, 30), anyTime()));
        }
        if (random.nextInt(20) == 0) {
            events.add(new WalletEvent.Withdrawn(anyTime()));
        }
        var _ = process.wallets.change(
                id, ServiceProcess.command(UUID.randomUUID().toString()), _ -> events);
    }
}
