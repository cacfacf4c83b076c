package io.crmesh.interaction;

import io.crmesh.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void theHouseRulesAreKept() {
        HouseRules.check("io.crmesh.interaction");
    }
}
