package io.crmesh.platform.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.crmesh.platform.event.Actor;
import io.crmesh.platform.event.Mode;
import io.crmesh.platform.event.RecordedEvent;
import io.crmesh.platform.history.HistoryView.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HistoriesTest {

    record Line(String sku, int quantity) {}

    record Basket(
            @Nullable String note,
            boolean open,
            List<Line> lines,
            @Nullable Line gift) {}

    static final Instant THEN = Instant.parse("2026-05-01T12:00:00Z");

    final Histories histories = new Histories(JsonMapper.shared());

    @Test
    void changeIsListedFieldByField() {
        var before = new Basket("soon", true, List.of(new Line("tea", 1), new Line("cup", 2)), null);
        var after = new Basket(null, false, List.of(new Line("tea", 3)), new Line("pot", 1));

        assertThat(changes(before, after))
                .containsExactlyInAnyOrder(
                        new Change("note", "soon", null),
                        new Change("open", true, false),
                        new Change("lines[0].quantity", 1, 3),
                        new Change("lines[1].sku", "cup", null),
                        new Change("lines[1].quantity", 2, null),
                        new Change("gift.sku", null, "pot"),
                        new Change("gift.quantity", null, 1));
    }

    record Answer(
            @NamesEntry String question,
            @NamesEntry int round,
            @Nullable String text) {}

    record Inner(List<Answer> answers, List<String> tags) {}

    record Survey(@JsonUnwrapped Inner inner) {}

    @Test
    void entryIsCalledByItsNameAndNotByItsPosition() {
        var before = new Survey(new Inner(
                List.of(new Answer("age", 1, "9"), new Answer("age", 2, "10"), new Answer("name", 1, "Ann")),
                List.of("old", "kept")));
        var after = new Survey(
                new Inner(List.of(new Answer("name", 1, "Ann"), new Answer("age", 2, "11")), List.of("kept", "new")));

        assertThat(changes(before, after))
                .containsExactlyInAnyOrder(
                        new Change("answers[age 1].question", "age", null),
                        new Change("answers[age 1].round", 1, null),
                        new Change("answers[age 1].text", "9", null),
                        new Change("answers[age 2].text", "10", "11"),
                        new Change("tags[old]", "old", null),
                        new Change("tags[new]", null, "new"));
    }

    @Test
    void entriesOfTheSameNameAreCalledByTheirPositions() {
        var before = new Survey(new Inner(List.of(new Answer("age", 1, "9"), new Answer("age", 1, "10")), List.of()));
        var after = new Survey(new Inner(List.of(new Answer("age", 1, "9"), new Answer("age", 1, "11")), List.of()));

        assertThat(changes(before, after)).containsExactly(new Change("answers[1].text", "10", "11"));
    }

    @Test
    void creationAndWithdrawalListEveryField() {
        var basket = new Basket(null, true, List.of(), null);

        assertThat(changes(null, basket)).containsExactly(new Change("open", null, true));
        assertThat(changes(basket, null)).containsExactly(new Change("open", true, null));
        assertThat(changes(basket, basket)).isEmpty();
    }

    @Test
    void actorAndTimesComeFromTheEvent() {
        var shown = histories.of(List.of(entry(null, null)), state -> state).items();

        assertThat(shown)
                .containsExactly(new HistoryView(
                        3, "basket.filled", 2, THEN, THEN.plusMillis(5), "USER:ann", Mode.LIVE, List.of()));
    }

    private <S> List<Change> changes(@Nullable S before, @Nullable S after) {
        return histories
                .of(List.of(entry(before, after)), state -> state)
                .items()
                .getFirst()
                .changes();
    }

    private static <S> HistoryEntry<S> entry(@Nullable S before, @Nullable S after) {
        var event = new RecordedEvent(
                "bas_1:3",
                "basket.filled",
                "/crm/baskets",
                "bas_1",
                3,
                "bas_1",
                null,
                THEN,
                THEN.plusMillis(5),
                Mode.LIVE,
                new Actor(Actor.Kind.USER, "ann"),
                "corr",
                null,
                null,
                "{}".getBytes(UTF_8));
        return new HistoryEntry<>(event, 2, before, after);
    }
}
