package io.crmesh.customer.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.customer.imports.mapping.DateColumns.Proof;
import io.crmesh.customer.imports.mapping.Dates.PartialDate;
import io.crmesh.platform.Refusal.Impossible;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    private static final Dates OPEN = new Dates(null, ZoneOffset.UTC);
    private static final Dates DAY_FIRST = new Dates(DateOrder.DAY_FIRST, ZoneOffset.UTC);
    private static final Dates MONTH_FIRST = new Dates(DateOrder.MONTH_FIRST, ZoneOffset.UTC);
    private static final MonthDay VALENTINE = MonthDay.of(2, 14);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1980-02-14",
                "1980/2/14",
                "19800214",
                "14.02.1980",
                "14.2.1980",
                "14/02/1980",
                "02/14/1980",
                "14 Feb 1980",
                "14. Februar 1980",
                "February 14, 1980",
                "1980年2月14日",
                "1980-02-14 00:00",
                "2/14/1980 12:00 AM"
            })
    void dateThatCanBeReadInOneWayNeedsNoOrder(String text) {
        assertThat(OPEN.birthday("birthday", text)).isEqualTo(new PartialDate(1980, VALENTINE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--02-14", "--0214", "14.02.", "14.2", "02/14", "2月14日"})
    void dayWithoutYearIsRead(String text) {
        assertThat(OPEN.birthday("birthday", text)).isEqualTo(new PartialDate(null, VALENTINE));
    }

    @Test
    void yearWithoutDayIsRead() {
        assertThat(OPEN.birthday("birthday", "1980")).isEqualTo(new PartialDate(1980, null));
    }

    @Test
    void ambiguousDateIsReadOnlyInTheOrderThatIsSaid() {
        assertThat(DAY_FIRST.birthday("birthday", "03/04/1980")).isEqualTo(new PartialDate(1980, MonthDay.of(4, 3)));
        assertThat(MONTH_FIRST.birthday("birthday", "03/04/1980")).isEqualTo(new PartialDate(1980, MonthDay.of(3, 4)));
        assertThatThrownBy(() -> OPEN.birthday("birthday", "03/04/1980"))
                .isInstanceOf(Impossible.class)
                .hasMessageContaining("dateOrder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "1980-02-30", "31/02/1980", "0/0/00", "14.02.80"})
    void impossibleDateIsRefused(String text) {
        assertThatThrownBy(() -> OPEN.birthday("birthday", text)).isInstanceOf(Impossible.class);
    }

    @Test
    void dateAgainstTheOrderThatIsSaidIsRefused() {
        assertThatThrownBy(() -> DAY_FIRST.birthday("birthday", "02/14/1980")).isInstanceOf(Impossible.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-25 17:38:27, 2024-06-25T17:38:27Z",
        "2024-06-25T17:38:27.123Z, 2024-06-25T17:38:27Z",
        "2024-06-25T17:38:27+02:00, 2024-06-25T15:38:27Z",
        "25.06.2024 17:38, 2024-06-25T17:38:00Z",
        "6/25/2024 5:38 PM, 2024-06-25T17:38:00Z",
        "2024-06-25, 2024-06-25T00:00:00Z",
        "2024-06-25 17:38:27 UTC, 2024-06-25T17:38:27Z"
    })
    void timeIsReadInTheZoneThatItSays(String text, Instant expected) {
        assertThat(OPEN.instant("registeredAt", text)).isEqualTo(expected);
    }

    @Test
    void timeWithoutZoneIsOneOfTheImportsZone() {
        var berlin = new Dates(null, ZoneId.of("Europe/Berlin"));

        assertThat(berlin.instant("registeredAt", "2024-06-25 17:38")).isEqualTo("2024-06-25T15:38:00Z");
    }

    @Test
    void oneDateProvesTheOrderOfAll() {
        assertThat(proof("03/04/1980", "14/02/1980")).isEqualTo(new Proof(DateOrder.DAY_FIRST, false));
        assertThat(proof("03/04/1980", "02/14/1980")).isEqualTo(new Proof(DateOrder.MONTH_FIRST, false));
        assertThat(proof("03/04/1980", "05/06/1980")).isEqualTo(new Proof(null, true));
        assertThat(proof("14/02/1980", "02/14/1980")).isEqualTo(new Proof(null, true));
        assertThat(proof("1980-02-14", "14.02.1980")).isEqualTo(new Proof(null, false));
    }

    private static Proof proof(String... dates) {
        var rows = List.of(dates).stream().map(List::of).toList();
        return DateColumns.proof(List.of("Born"), List.of(new MappedColumn("Born", "birthday")), rows);
    }
}
