// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.house;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

final class DeclaresAccess extends ArchCondition<JavaMethod> {
    DeclaresAccess() {
        super("declare who may call them");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        boolean declared = HouseRules.declaresAccess(method);
        String verdict = declared ? " declares who may call it" : " declares no role (@RolesAllowed, @PermitAll, …)";
        events.add(new SimpleConditionEvent(method, declared, method.getFullName() + verdict));
    }
}
