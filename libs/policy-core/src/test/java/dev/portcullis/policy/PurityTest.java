// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy;

import dev.portcullis.house.HouseRules;
import org.junit.jupiter.api.Test;

class PurityTest {
    @Test
    void theCoreIsAFunctionOfItsArguments() {
        HouseRules.checkPure(HouseRules.production("dev.portcullis.policy"));
    }
}
