// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.mutation;

import java.util.Comparator;

/** A place and a change there that no test notices; a method can have several alike. */
record Survivor(String packageName, String className, String method, String change) implements Comparable<Survivor> {
    private static final Comparator<Survivor> ORDER = Comparator.comparing(Survivor::packageName)
            .thenComparing(Survivor::className)
            .thenComparing(Survivor::method)
            .thenComparing(Survivor::change);

    @Override
    public int compareTo(Survivor other) {
        return ORDER.compare(this, other);
    }
}
