package io.crmesh.marketing;

import io.crmesh.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void serviceFollowsHouseRules() {
        HouseRules.check("io.crmesh.marketing");
    }
}
