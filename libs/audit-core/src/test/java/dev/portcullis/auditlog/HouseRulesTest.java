// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import dev.portcullis.house.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void theCoreIsPure() {
        HouseRules.checkPure(HouseRules.production("dev.portcullis.auditlog"));
    }
}
