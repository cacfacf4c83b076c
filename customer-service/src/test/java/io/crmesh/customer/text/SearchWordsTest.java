package io.crmesh.customer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {

    /** Each is an entry of an index, for which every write of a customer pays. */
    @ParameterizedTest
    @CsvSource({"Ann Lee, 2", "Anna Müller, 6", "Christopher Montgomery, 17", "王丽, 6", "陈雨婷, 7", "Acme GmbH, 4"})
    void nameHasFewSearchWords(String name, int words) {
        assertThat(SearchWords.of(List.of(Texts.folded(name)))).hasSize(words);
    }

    @Test
    void longestNameHasBoundedSearchWords() {
        var name = "abcdefghij ".repeat(18).strip();

        assertThat(SearchWords.of(List.of(name))).hasSizeLessThanOrEqualTo(60).allMatch(word -> word.length() <= 64);
    }
}
