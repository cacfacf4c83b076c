package io.crmesh.customer.registry.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmesh.customer.registry.profile.PersonName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameNameTest {

    @ParameterizedTest
    @CsvSource({
        "Ann Lee, ANN LEE, true",
        "Ann Lee, 'Lee, Ann', true",
        "Ann Lee, A. Lee, true",
        "Ann, Ann Lee, true",
        "王 丽, 王丽, true",
        "Ann Lee, Bob Lee, false",
        "Ann Lee, Ann Ray, false",
        "A. Lee, B. Lee, false"
    })
    void namesThatMayBeOnePersonsAreCompatible(String one, String other, boolean same) {
        var name = new PersonName(null, null, null, one, null);
        var second = new PersonName(null, null, null, other, null);

        assertThat(SameName.mayBe(name, second)).isEqualTo(same);
        assertThat(SameName.mayBe(second, name)).isEqualTo(same);
    }
}
