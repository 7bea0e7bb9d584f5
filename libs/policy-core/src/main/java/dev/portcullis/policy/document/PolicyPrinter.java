// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints policies in one form only: reading what is printed gives the same policies. */
public final class PolicyPrinter {
    private PolicyPrinter() {}

    /** A policy file with these policies, each in the list of its type, in the order given. */
    public static String print(Collection<? extends Policy> policies) {
        Map<String, Object> lists = new LinkedHashMap<>();
        for (PolicyType type : PolicyType.values()) {
            List<Map<String, Object>> ofType = policies.stream()
                    .filter(policy -> policy.type() == type)
                    .map(PolicyTree::of)
                    .toList();
            if (!ofType.isEmpty()) {
                lists.put(type.word(), ofType);
            }
        }
        return YamlPrinter.print(lists);
    }
}
