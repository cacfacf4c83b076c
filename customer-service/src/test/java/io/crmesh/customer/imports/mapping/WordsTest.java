package io.crmesh.customer.imports.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.consent.ConsentState;
import io.crmesh.customer.registry.profile.Gender;
import io.crmesh.customer.registry.profile.Kind;
import io.crmesh.customer.registry.profile.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "de, DE",
        "DEU, DE",
        "Germany, DE",
        "Deutschland, DE",
        "德国, DE",
        "UK, GB",
        "U.K., GB",
        "United Kingdom, GB",
        "Großbritannien, GB",
        "USA, US",
        "United States, US",
        "Vereinigte Staaten, US",
        "美国, US",
        "XK, XK",
        "Kosovo, XK",
        "Österreich, AT",
        "Türkei, TR",
        "Turkey, TR",
        "中国, CN",
        "Hong Kong, HK",
        "South Korea, KR"
    })
    void countryIsKnownByNameOrLetters(String text, String code) {
        assertThat(Countries.code(text)).contains(code);
    }

    @Test
    void otherPlaceIsNoCountry() {
        assertThat(Countries.code("Atlantis")).isEmpty();
        assertThat(Countries.code("")).isEmpty();
        assertThat(Countries.code("ZZ")).isEmpty();
    }

    @Test
    void wordsAreKnownInAnyCaseAndLanguage() {
        assertThat(Words.kind("ORGANISATION")).contains(Kind.ORGANIZATION);
        assertThat(Words.kind("Firma")).contains(Kind.ORGANIZATION);
        assertThat(Words.stage("customer")).contains(Stage.CUSTOMER);
        assertThat(Words.stage("IN_PROGRESS")).contains(Stage.LEAD);
        assertThat(Words.stage("Closed - Not Converted")).contains(Stage.DISQUALIFIED);
        assertThat(Words.gender("weiblich")).contains(Gender.FEMALE);
        assertThat(Words.gender("男")).contains(Gender.MALE);
        assertThat(Words.yesOrNo("TRUE")).contains(true);
        assertThat(Words.yesOrNo("nein")).contains(false);
        assertThat(Words.consent("no")).contains(ConsentState.DENIED);
        assertThat(Words.consent("Unsubscribed")).contains(ConsentState.WITHDRAWN);
        assertThat(Words.stage("purple")).isEmpty();
    }

    @Test
    void everyConstantOfOursIsAWord() {
        for (var stage : Stage.values()) {
            assertThat(Words.stage(stage.name())).contains(stage);
        }
        for (var kind : Kind.values()) {
            assertThat(Words.kind(kind.name())).contains(kind);
        }
        for (var consent : ConsentState.values()) {
            assertThat(Words.consent(consent.name())).contains(consent);
        }
        for (var gender : Gender.values()) {
            assertThat(Words.gender(gender.name())).contains(gender);
        }
    }
}
