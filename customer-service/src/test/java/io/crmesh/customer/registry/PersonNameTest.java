package io.crmesh.customer.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.registry.profile.PersonName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource({
        "Ann,, Lee,,, Ann Lee",
        "Ann, Mary, Lee,, Annie, Ann Mary Lee",
        "雨婷,, 陈,,, 陈雨婷",
        "Ann,, Lee, Dr. Ann Lee,, Dr. Ann Lee",
        ",,,, Annie, Annie",
        ",, Lee,,, Lee"
    })
    void nameIsShownAsPeopleWriteIt(
            @Nullable String given,
            @Nullable String middle,
            @Nullable String family,
            @Nullable String legal,
            @Nullable String nickname,
            String shown) {
        assertThat(new PersonName(given, middle, family, legal, nickname).display())
                .isEqualTo(shown);
    }
}
