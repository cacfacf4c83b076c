package io.crmesh.customer.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.customer.consent.Consent.Channel;
import io.crmesh.customer.consent.Consent.Purpose;
import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.consent.GivenConsent;
import io.crmesh.customer.contact.Phone;
import io.crmesh.customer.registry.profile.CustomerFields.AddressText;
import io.crmesh.customer.registry.profile.CustomerFields.EmailText;
import io.crmesh.customer.registry.profile.CustomerFields.PhoneText;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Source;
import io.crmesh.platform.Refusal.Impossible;
import io.crmesh.platform.record.SpreadsheetText;
import io.crmesh.web.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFieldsTest {

    private static final String EMAIL_CONSENT = "consent.MARKETING.EMAIL";

    @Test
    void severalColumnsAndCellsOfSeveralValuesFillOneList() {
        var row = row("email", "a@example.org ::: b@example.org", "email", "A@example.org; c@example.org");

        assertThat(row.fields().emails())
                .containsExactly(
                        new EmailText("a@example.org"), new EmailText("b@example.org"), new EmailText("c@example.org"));
    }

    @Test
    void phonesHaveTheTypeOfTheirColumnOrLabel() {
        var row = row("phone.mobile", "+49 30 901820", "phone.1.label", "* Work", "phone.1", "+49 171 1234567");

        assertThat(row.fields().phones())
                .containsExactly(
                        new PhoneText("+4930901820", Phone.Type.MOBILE),
                        new PhoneText("+491711234567", Phone.Type.LANDLINE));
    }

    @Test
    void phoneIsReadInTheFormatOfTheRowsCountry() {
        var row = row("phone", "(202) 555-0142", "country", "United States");

        assertThat(row.fields().phones()).containsExactly(new PhoneText("+12025550142", Phone.Type.OTHER));
        assertThat(row.identifiers()).containsExactly("phone +12025550142");
    }

    @Test
    void addressesAreToldApartByWhatTheyAreFor() {
        var row = row("street.home", "1 High St", "street.home", "Flat 2", "city.home", "York", "country.work", "UK");

        assertThat(row.fields().addresses())
                .containsExactly(
                        new AddressText("1 High St\nFlat 2", "York", null, null, null),
                        new AddressText(null, null, null, null, "GB"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"'75001,75001", "'+4917,+4917", "\"=\"\"00123\"\"\",00123", "'t Hooft,'t Hooft", "O'Brien,O'Brien"
            })
    void whatSpreadsheetsPutAroundTextIsTakenOff(String cell, String text) {
        var address = Objects.requireNonNull(row("postalCode", cell).fields().addresses())
                .getFirst();

        assertThat(address.postalCode()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd()", "'=cmd()", "'75 Club", "a; =b", "=\"00123\"", "-", "+49 30 901820"})
    void textOfAnExportComesBackAsItWas(String text) {
        var row = row("id", "cus_" + "a".repeat(26), "name.nickname", SpreadsheetText.written(text));

        assertThat(Objects.requireNonNull(row.fields().name()).nickname()).isEqualTo(text);
    }

    @Test
    void tagsOfAnExportAreDividedOnlyAtWhatNoTagHas() {
        var row = row("id", "cus_" + "a".repeat(26), "tags", "a; b|\"d\", c|* e");

        assertThat(row.fields().tags()).containsExactly("a; b", "\"d\"", "c", "* e");
    }

    @Test
    void listOfAnExportWithAnUnreadableCellStaysAsItIs() {
        var lists = List.of(
                "email",
                "a@example.org ::: nobody",
                "phone",
                "+49 30 901820 ::: 12",
                "city",
                "York",
                "country",
                "Atlantis");

        var ours = row(Stream.concat(Stream.of("id", "cus_" + "a".repeat(26)), lists.stream())
                .toArray(String[]::new));
        var theirs = row(lists.toArray(String[]::new));

        assertThat(ours.named()).isEmpty();
        assertThat(theirs.named()).containsExactlyInAnyOrder("emails", "phones", "addresses");
    }

    @Test
    void lineBreakInAOneLineFieldBecomesASpace() {
        assertThat(Objects.requireNonNull(
                                row("name.legal", "Emil\n Moritz").fields().name())
                        .legal())
                .isEqualTo("Emil Moritz");
    }

    @Test
    void cellThatCannotBeUsedIsLeftOutWithAWarning() {
        var row = row("name.legal", "Ann", "phone.work", "12", "country", "Atlantis", "email", "nobody");

        assertThat(row.fields().phones()).isNull();
        assertThat(row.warnings()).extracting(RowWarning::field).containsExactly("country", "email", "phone.work");
    }

    @Test
    void refusedFieldIsLeftOutOnce() {
        var row = row("name.legal", "Ann", "jobTitle", "x", "tags", "a|b", "city", "y");

        assertThat(row.leaveOut(new FieldError("jobTitle", "no"))).isTrue();
        assertThat(row.leaveOut(new FieldError("tags[0].<list element>", "no"))).isTrue();
        assertThat(row.leaveOut(new FieldError("addresses[0].city", "no"))).isTrue();
        assertThat(row.leaveOut(new FieldError("jobTitle", "no"))).isFalse();

        var fields = row.fields();
        assertThat(fields.jobTitle()).isNull();
        assertThat(fields.tags()).containsExactly("b");
        assertThat(fields.addresses()).isNull();
        assertThat(row.warnings()).extracting(RowWarning::field).containsExactly("jobTitle", "tags", "city");
        assertThat(row.named()).containsExactly("name", "name.legal", "tags");
    }

    @Test
    void rowWithAWrongIdIsNotImportedWithoutIt() {
        var row = row("name.legal", "Ann", "crmNumber", "C-1", "externalId", "x");

        assertThat(row.leaveOut(new FieldError("crmNumber", "no"))).isFalse();
        assertThat(row.leaveOut(new FieldError("externalId.id", "no"))).isFalse();
    }

    @Test
    void customerWithoutNameIsCalledByTheAddress() {
        var row = row("email", "ann.lee@example.org");

        assertThat(row.leaveOut(new FieldError("name", "needs one"))).isTrue();
        assertThat(row.leaveOut(new FieldError("name", "needs one"))).isFalse();

        assertThat(Objects.requireNonNull(row.fields().name()).nickname()).isEqualTo("ann.lee");
        assertThat(row.named()).containsExactly("emails");
        assertThat(row("city", "York").leaveOut(new FieldError("name", "needs one")))
                .isFalse();
    }

    @Test
    void rowOfACompanyAndNobodyAtItIsTheCompanys() {
        var acme = row("company", "Acme", "phone", "+49 30 901820");
        var ann = row("company", "Acme", "name.given", "Ann");

        assertThat(acme.fields().kind()).isEqualTo(Kind.ORGANIZATION);
        assertThat(Objects.requireNonNull(acme.fields().name()).legal()).isEqualTo("Acme");
        assertThat(acme.company()).isEmpty();
        assertThat(ann.fields().kind()).isNull();
        assertThat(ann.company()).contains("Acme");
    }

    @Test
    void rowWithOwnIdIsAboutThatCustomer() {
        var ann = row("id", "cus_" + "a".repeat(26), "company", "Acme");

        assertThat(ann.fields().kind()).isNull();
        assertThat(ann.company()).contains("Acme");
        assertThat(ann.named()).isEmpty();
    }

    @Test
    void onlyACodeIsAChannel() {
        assertThat(row("source", "web-shop").fields().source()).isEqualTo(new Source("web-shop", null, null, null));
        assertThat(row("source", "Friend of Ann Lee").fields().source())
                .isEqualTo(new Source("import", "Friend of Ann Lee", null, null));
    }

    @Test
    void birthdayMayBeInPartsOrLackItsYear() {
        assertThat(row("birthday.year", "1980", "birthday.month", "2", "birthday.day", "9")
                        .fields()
                        .birthDate())
                .isEqualTo("1980-02-09");
        assertThat(row("birthday.month", "2", "birthday.day", "9").fields().birthday())
                .isEqualTo("--02-09");
        assertThat(row("birthday", "1980").fields().birthYear()).isEqualTo(1980);
    }

    @Test
    void unknownWordIsRefusedByItsField() {
        assertThatThrownBy(() -> row("stage", "purple").fields())
                .isInstanceOfSatisfying(
                        Impossible.class,
                        refusal ->
                                assertThat(refusal.errors().getFirst().field()).isEqualTo("stage"));
    }

    @Test
    void objectionKeepsItsTimeAndReasonAndPrevails() {
        var consent = consent(
                EMAIL_CONSENT + ".grantedAt",
                "2013-06-25 17:38:27",
                EMAIL_CONSENT + ".withdrawnAt",
                "2024-06-25 17:38:27",
                EMAIL_CONSENT + ".reason",
                "NORMAL",
                EMAIL_CONSENT + ".reason",
                "NORMAL");

        assertThat(consent.state()).isEqualTo(ConsentState.WITHDRAWN);
        assertThat(consent.at()).isEqualTo(Instant.parse("2024-06-25T17:38:27Z"));
        assertThat(consent.evidence()).isEqualTo("NORMAL");
    }

    @Test
    void objectionWhoseTimeCannotBeReadStillCounts() {
        assertThat(consent(EMAIL_CONSENT + ".withdrawnAt", "last summer").state())
                .isEqualTo(ConsentState.WITHDRAWN);
        assertThat(consent(EMAIL_CONSENT + ".optedOut", "1", EMAIL_CONSENT, "yes")
                        .state())
                .isEqualTo(ConsentState.WITHDRAWN);
    }

    @Test
    void objectionWhoseTimeOrReasonIsRefusedStillCounts() {
        for (var detail : List.of("at", "evidence")) {
            var row = row(
                    EMAIL_CONSENT + ".withdrawnAt",
                    "2099-01-01",
                    EMAIL_CONSENT + ".reason",
                    "long",
                    "email",
                    "a@b.org");

            assertThat(row.leaveOut(new FieldError("consents[0]." + detail, "no")))
                    .isTrue();

            assertThat(row.fields().consents())
                    .containsExactly(
                            GivenConsent.of(Purpose.MARKETING, Channel.EMAIL, ConsentState.WITHDRAWN, "IMPORT"));
            assertThat(row.warnings()).extracting(RowWarning::field).containsExactly(EMAIL_CONSENT);
        }
    }

    @Test
    void consentWhoseTimeIsRefusedIsLeftOut() {
        var row = row(EMAIL_CONSENT + ".grantedAt", "2099-01-01");

        assertThat(row.leaveOut(new FieldError("consents[0].at", "no"))).isTrue();

        assertThat(row.fields().consents()).isEmpty();
    }

    @Test
    void yesAndNoAreConsents() {
        assertThat(consent(EMAIL_CONSENT, "Yes").state()).isEqualTo(ConsentState.GRANTED);
        assertThat(consent(EMAIL_CONSENT, "nein").state()).isEqualTo(ConsentState.DENIED);
        assertThat(row(EMAIL_CONSENT + ".optedOut", "0").fields().consents()).isEmpty();
        assertThat(row(EMAIL_CONSENT, "unknown").fields().consents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024\u0001-06-25", "25.06.2024\ufffd", "\ud800", "long"})
    void objectionWhoseTimeCannotBeStoredCounts(String cell) {
        var time = cell.equals("long") ? "2024-06-25 ".repeat(200) : cell;
        var row = row(EMAIL_CONSENT + ".withdrawnAt", time, EMAIL_CONSENT, "yes", EMAIL_CONSENT + ".grantedAt", "2020");

        assertThat(row.fields().consents()).extracting(GivenConsent::state).containsExactly(ConsentState.WITHDRAWN);
        assertThat(row.warnings()).extracting(RowWarning::field).containsExactly(EMAIL_CONSENT + ".withdrawnAt");
    }

    @ParameterizedTest
    @CsvSource({".optedOut, maybe", ".optedOut, J\ufffd", "'', abbestellt?", "'', \ufffd"})
    void consentIsNotGivenBesideWhatMayBeAnObjection(String field, String cell) {
        var row = row(EMAIL_CONSENT + field, cell, EMAIL_CONSENT + ".grantedAt", "2020-01-31");

        assertThat(row.fields().consents()).isEmpty();
        assertThat(row.warnings()).extracting(RowWarning::field).contains(EMAIL_CONSENT + field);
    }

    private static GivenConsent consent(String... cells) {
        return Objects.requireNonNull(row(cells).fields().consents()).getFirst();
    }

    /** A row of columns for these fields, each followed by its cell. */
    private static RowFields row(String... fieldsAndCells) {
        var columns = new ArrayList<String>();
        var mapping = new ArrayList<MappedColumn>();
        var cells = new ArrayList<String>();
        for (int i = 0; i < fieldsAndCells.length; i += 2) {
            columns.add("column " + i);
            mapping.add(new MappedColumn("column " + i, fieldsAndCells[i]));
            cells.add(fieldsAndCells[i + 1]);
        }
        return new RowReader(columns, mapping, new RowSettings(null, null, "UTC"), "shop").read(cells);
    }
}
