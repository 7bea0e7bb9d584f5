// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.license;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.spdx.library.ListedLicenses;

/** Reads expressions in a process of its own, where the library is new and memory bounded; prints what went wrong. */
final class ReadExpressions {
    private static final int THREADS = 16;

    private ReadExpressions() {}

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        switch (arguments[0]) {
            case "one" -> check("MIT OR Zlib", "(MIT OR Zlib)");
            case "bare" -> ListedLicenses.getListedLicenses();
            case "many" -> many();
            case "threads" -> threads();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void check(String text, String expected) {
        String read = LicenseExpression.parse(text).toString();
        if (!read.equals(expected)) {
            System.out.println(text + " was read as " + read);
        }
    }

    private static void many() {
        String longest = "a OR ".repeat(800) + "b";
        String deepest = "(a AND ".repeat(50) + "b" + ")".repeat(50);
        for (int i = 0; i < 50_000; i++) {
            check("LicenseRef-" + i + " OR MIT", "(licenseref-" + i + " OR MIT)");
            check("DocumentRef-" + i + ":LicenseRef-" + i, "documentref-" + i + ":licenseref-" + i);
            if (i % 5_000 == 0) {
                hostile(longest + i);
                hostile(deepest.replace("b", "b" + i));
                hostile("(".repeat(4000) + i);
                hostile("MIT" + "+".repeat(4000) + i + " OR MIT");
                hostile(")".repeat(2000) + "(".repeat(2000) + i);
                hostile("MIT WITH ".repeat(400) + i);
                hostile("(".repeat(1_000_000) + i);
            }
        }
    }

    private static void hostile(String text) {
        if (LicenseExpression.parse(text).ids().isEmpty()) {
            System.out.println(text + " was read as nothing");
        }
    }

    private static void threads() throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<List<String>>> reads = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                reads.add(threads.submit(() -> {
                    start.await();
                    return readAll();
                }));
            }
        }
        for (Future<List<String>> read : reads) {
            if (!read.get().equals(readAll())) {
                System.out.println("a thread read " + read.get());
            }
        }
    }

    private static List<String> readAll() {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = "(LicenseRef-%d OR gpl-2.0+) AND Foo-%d WITH Classpath-exception-2.0".formatted(i, i);
            String again = LicenseExpression.parse(text).toString();
            String expected =
                    "((licenseref-%d OR GPL-2.0-or-later) AND foo-%d WITH classpath-exception-2.0)".formatted(i, i);
            if (!again.equals(expected)) {
                System.out.println(text + " was read as " + again);
            }
            read.add(again);
        }
        return read;
    }
}
