package io.crmesh.customer.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crmesh.customer.text.Texts;
import io.crmesh.platform.Refusal.Impossible;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactPointsTest {

    @ParameterizedTest
    @CsvSource({
        "ann@example.com, ann@example.com",
        "'  Ann.Lee@EXAMPLE.com ', Ann.Lee@example.com",
        "ann@müller.example, ann@xn--mller-kva.example",
        "ann@faß.example, ann@xn--fa-hia.example",
        "ann@fass.example, ann@fass.example",
        "ａｎｎ@ｅｘａｍｐｌｅ.com, ann@example.com",
        "o'brien+news@mail.example.co.uk, o'brien+news@mail.example.co.uk"
    })
    void emailAddressIsNormalised(String typed, String kept) {
        assertThat(ContactPoints.email("email", typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann",
                "ann@",
                "@example.com",
                "ann@example",
                "ann@@example.com",
                "ann lee@example.com",
                ".ann@example.com",
                "ann..lee@example.com",
                "ann@-example.com",
                "ann@example..com",
                "ann@127.0.0.1",
                "<ann@example.com>",
                "ann@example.com,bob@example.com"
            })
    void malformedEmailAddressIsRefusedWithItsField(String typed) {
        assertThatThrownBy(() -> ContactPoints.email("emails[0].value", typed))
                .isInstanceOfSatisfying(
                        Impossible.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.field())
                                .containsExactly("emails[0].value"));
    }

    @ParameterizedTest
    @CsvSource({
        "+49 151 12345678,, +4915112345678, MOBILE",
        "0151 12345678, DE, +4915112345678, MOBILE",
        "030 901820, DE, +4930901820, LANDLINE",
        "0049 151 12345678,, +4915112345678, MOBILE",
        "0049 151 12345678, DE, +4915112345678, MOBILE",
        "0049 151 12345678, US, +4915112345678, MOBILE",
        "138 0013 8000, CN, +8613800138000, MOBILE",
        "(650) 253-0000, US, +16502530000, OTHER"
    })
    void phoneNumberIsNormalisedToE164(String typed, String region, String e164, Phone.Type type) {
        assertThat(ContactPoints.phone("phone", typed, region, null)).isEqualTo(new Phone(e164, type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0151 12345678", "+49", "+999123456789", "+1 650 253 0000 ext 5", "+491"})
    void phoneNumberThatCannotBeDialledIsRefused(String typed) {
        assertThatThrownBy(() -> ContactPoints.phone("phone", typed, null, null))
                .isInstanceOf(Impossible.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'  Zoë  MÜLLER ', zoe muller",
        "Łukasz Đặng-Straße, lukasz dang strasse",
        "O’Brien, obrien",
        "王小明, 王小明",
        "ＡＮＮ, ann"
    })
    void nameIsFoldedToPlainLetters(String name, String folded) {
        assertThat(Texts.folded(name)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({
        "+52 1 55 1234 5678,, +525512345678",
        "+52 55 1234 5678,, +525512345678",
        "+54 9 11 2345-6789,, +5491123456789",
        "011 15-2345-6789, AR, +5491123456789",
        "+39 06 698 12345,, +390669812345",
        "+383 44 123 456,, +38344123456"
    })
    void numberHasOneFormHoweverItsCountryWritesIt(String typed, String region, String e164) {
        assertThat(ContactPoints.phone("phone", typed, region, null).e164()).isEqualTo(e164);
    }

    @ParameterizedTest
    @CsvSource({"xk, XK", "de, DE", "' CN ', CN"})
    void countryIsItsTwoLetters(String typed, String code) {
        assertThat(ContactPoints.country("country", typed)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Germany", "DEU", "XX", ""})
    void otherWordForCountryIsRefused(String typed) {
        assertThatThrownBy(() -> ContactPoints.country("country", typed)).hasMessageContaining("two letters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+4917612345678", "+525512345678", "+390669812345", "+16502530000", "+5491123456789"})
    void writtenNumberIsReadAsTheSame(String e164) {
        var written = ContactPoints.written(e164);

        assertThat(written).matches("\\+\\d+( \\d+)+");
        assertThat(ContactPoints.phone("phone", written, null, null).e164()).isEqualTo(e164);
    }
}
