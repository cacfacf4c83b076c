package io.crmesh.customer.registry;

import static io.crmesh.customer.registry.SampleCustomer.NOW;
import static io.crmesh.customer.registry.SampleCustomer.ann;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.registry.profile.AgeBands;
import io.crmesh.customer.registry.profile.Profile;
import io.crmesh.customer.registry.profile.Provenance;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published band of ages moves on the day on which the customer grows out of it. */
class AgeBandsTest {

    @ParameterizedTest
    @CsvSource({
        "1990-06-01, 2025-05-31, 25-34",
        "1990-06-01, 2025-06-01, 35-44",
        "2004-02-29, 2022-02-27, 0-17",
        "2004-02-29, 2022-02-28, 18-24",
        "1959-02-28, 2024-02-28, 65+",
        "2026-01-01, 2025-12-31, ",
        "1990, 2025-01-01, 35-44",
        "1990, 2024-12-31, 25-34"
    })
    void bandFollowsTheBirthday(String birth, LocalDate day, String band) {
        assertThat(AgeBands.of(born(birth), day)).isEqualTo(band);
    }

    @Test
    void everyChangeOfABandIsFoundOnItsDay() {
        for (var day = LocalDate.of(2023, 1, 1); day.getYear() < 2029; day = day.plusDays(1)) {
            for (var birth = day.minusYears(35).minusDays(2);
                    birth.isBefore(day.minusYears(35).plusDays(3));
                    birth = birth.plusDays(1)) {
                var moves = !Objects.equals(
                        AgeBands.of(born(birth.toString()), day),
                        AgeBands.of(born(birth.toString()), day.minusDays(1)));
                assertThat(AgeBands.birthDates(day).contains(birth))
                        .as("%s on %s", birth, day)
                        .isEqualTo(moves);
            }
        }
    }

    @Test
    void movedBandIsNoFieldWithAProvenance() {
        var customer = ann().customer();
        var grown = new Customer(
                        customer.id(),
                        customer.identity(),
                        customer.kind(),
                        born("1990-06-01"),
                        customer.lifecycle(),
                        customer.ownership(),
                        customer.consents(),
                        customer.provenance())
                .growOlder(LocalDate.of(2025, 6, 1), new Provenance.Origin("SYSTEM:age-bands", NOW), NOW)
                .orElseThrow();

        assertThat(Objects.requireNonNull(Customer.fold(customer, grown)).provenance())
                .isEqualTo(customer.provenance());
    }

    private static Profile born(String birth) {
        var patch = birth.length() == 4 ? "{\"birthYear\": " + birth + "}" : "{\"birthDate\": \"" + birth + "\"}";
        return SampleCustomer.patch(patch).appliedTo(ann().customer().profile());
    }
}
