package io.crmesh.customer.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingProposalTest {

    @ParameterizedTest
    @CsvSource({
        "externalId, externalId",
        "consent.MARKETING.EMAIL, consent.MARKETING.EMAIL",
        "Customer ID, externalId",
        "E-Mail, email",
        "E-mail 2 Address, email",
        "E-mail 1 - Value, email",
        "Secondary Email, email",
        "Primäre E-Mail-Adresse, email",
        "Sekundäre E-Mail-Adresse, email",
        "E-Mail privat, email",
        "E-Mail (geschäftlich), email",
        "E-Mail dienstlich, email",
        "E-Mail-Adresse (privat), email",
        "E-mail地址, email",
        "电子邮箱地址, email",
        "First, name.given",
        "Last, name.family",
        "Ansprechpartner, name.legal",
        "Arbeitstitel, jobTitle",
        "Tel. dienstlich, phone.work",
        "Tel. privat, phone.home",
        "Tel.-Nr., phone",
        "Telefon-Nr., phone",
        "Mobil-Tel.-Nr., phone.mobile",
        "Mobil-Nr., phone.mobile",
        "Handy-Nr., phone.mobile",
        "手机号码1, phone.mobile",
        "Dienstlich: Adresse 2, street.work",
        "Dienstlich: Ort, city.work",
        "Dienstlich: PLZ, postalCode.work",
        "Dienstlich: Bundesland, region.work",
        "Dienstlich: Land, country.work",
        "Straße und Hausnummer, street",
        "Straße/Nr., street",
        "Str., street",
        "Postanschrift (Straße), street",
        "Postanschrift: Ort, city",
        "邮箱, email",
        "Full Name, name.legal",
        "Vorname, name.given",
        "姓, name.family",
        "Account Name, company",
        "公司名称, company",
        "Phone 2 - Value, phone.2",
        "Phone 2 - Label, phone.2.label",
        "Telefon (privat), phone.home",
        "Business Phone 2, phone.work",
        "办公电话, phone.work",
        "手机号, phone.mobile",
        "Address 2 - Postal Code, postalCode.2",
        "Home Address 2, street.home",
        "Straße geschäftlich, street.work",
        "Default Address Address1, street",
        "Mailing State/Province, region",
        "Land/Region privat, country.home",
        "邮政编码, postalCode",
        "Email Opt Out, consent.MARKETING.EMAIL.optedOut",
        "UNSUB_REASON (2), consent.MARKETING.EMAIL.reason"
    })
    void headingTellsTheField(String heading, String field) {
        assertThat(Headings.field(heading)).contains(field);
    }

    @ParameterizedTest
    @CsvSource({"Shoe size", "Fax", "Business Fax", "Contact owner", "Company Main Phone", "Number", "E-mail 1 - Label"
    })
    void otherHeadingTellsNone(String heading) {
        assertThat(Headings.field(heading)).isEmpty();
    }

    @Test
    void everyProposedFieldIsOneThatAFileCanFill() {
        for (var heading : List.of("Birth Year", "Middle Name", "Zip", "Stadt", "Sprache", "Owner", "Do Not Call")) {
            assertThat(Headings.field(heading)).get().matches(FileField::isKnown);
        }
    }

    @Test
    void ownIdsAreThoseOfCustomersToChange() {
        var id = "cus_" + "a".repeat(26);

        assertThat(fields(List.of("id", "name"), List.of(id, "Ann"))).containsExactly("id", "name.legal");
        assertThat(fields(List.of("id", "name"), List.of("7", "Ann"))).containsExactly("externalId", "name.legal");
    }

    @Test
    void titleBesideASuffixIsOneOfTheName() {
        assertThat(fields(List.of("Last Name", "Title"), List.of())).containsExactly("name.family", "jobTitle");
        assertThat(fields(List.of("Last Name", "Title", "Suffix"), List.of())).containsExactly("name.family");
    }

    @Test
    void bouncedAddressesBringNoConsent() {
        assertThat(fields(List.of("Email Address", "OPTIN_TIME", "CLEAN_TIME"), List.of()))
                .containsExactly("email");
    }

    @Test
    void nameBesideAFirstNameIsTheFamilys() {
        assertThat(fields(List.of("Name", "Vorname"), List.of())).containsExactly("name.family", "name.given");
        assertThat(fields(List.of("Name", "Vorname", "Nachname"), List.of()))
                .containsExactly("name.given", "name.family");
    }

    @Test
    void wholeNameStaysBesideOnePartOfIt() {
        assertThat(fields(List.of("姓名", "名"), List.of())).containsExactly("name.legal", "name.given");
        assertThat(fields(List.of("Full Name", "Last Name"), List.of())).containsExactly("name.legal", "name.family");
    }

    @Test
    void customerBesideAPersonToTalkToIsACompany() {
        assertThat(fields(List.of("客户名称", "联系人"), List.of())).containsExactly("company", "name.legal");
        assertThat(fields(List.of("Ansprechpartner", "Kundenname"), List.of()))
                .containsExactly("name.legal", "company");
        assertThat(fields(List.of("客户名称"), List.of())).containsExactly("name.legal");
    }

    @Test
    void onlyListsAreFilledByTwoColumns() {
        assertThat(fields(List.of("Email", "Second", "Work Email", "City", "Town"), List.of()))
                .containsExactly("email", "email", "city");
    }

    private static List<String> fields(List<String> columns, List<String> row) {
        return MappingProposal.of(columns, List.of(row)).stream()
                .map(MappedColumn::field)
                .toList();
    }
}
