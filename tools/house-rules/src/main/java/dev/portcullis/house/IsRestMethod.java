// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;

final class IsRestMethod extends DescribedPredicate<JavaMethod> {
    IsRestMethod() {
        super("serve an HTTP verb");
    }

    @Override
    public boolean test(JavaMethod method) {
        return HouseRules.isRest(method);
    }
}
