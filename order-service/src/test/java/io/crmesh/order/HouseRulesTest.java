package io.crmesh.order;

import io.crmesh.platform.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void codeFollowsHouseRules() {
        HouseRules.check("io.crmesh.order");
    }
}
