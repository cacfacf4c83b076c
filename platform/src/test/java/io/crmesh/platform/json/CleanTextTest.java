package io.crmesh.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"one\r\ntwo\nthree", "one\rtwo\rthree", "one\ntwo\r\nthree"})
    void linesEndWithLineFeedHoweverTheyWereSent(String text) {
        assertThat(CleanText.of(text)).contains("one\ntwo\nthree");
    }

    @Test
    void textIsComposed() {
        assertThat(CleanText.of("Zoe\u0308")).contains("Zoë");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\u001b[0m", "\ud800", "a\udc00b"})
    void textThatCannotBeStoredIsRefused(String text) {
        assertThat(CleanText.of(text)).isEmpty();
    }
}
