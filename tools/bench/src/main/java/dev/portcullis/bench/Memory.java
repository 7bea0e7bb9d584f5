// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** What processes occupy of the machine's memory. */
final class Memory {
    private Memory() {}

    /**
     * The memory of the processes, of all that they started, and of this one, in bytes: their proportional set size,
     * which counts a page that several share once. Linux only; 0 elsewhere.
     */
    static long residentOf(Collection<Long> pids) throws IOException {
        Set<Long> all = new LinkedHashSet<>();
        all.add(ProcessHandle.current().pid());
        for (long pid : pids) {
            all.add(pid);
            ProcessHandle.of(pid).ifPresent(process -> process.descendants().forEach(child -> all.add(child.pid())));
        }
        long bytes = 0;
        for (long pid : all) {
            bytes += proportional(pid);
        }
        return bytes;
    }

    private static long proportional(long pid) throws IOException {
        Path rollup = Path.of("/proc", Long.toString(pid), "smaps_rollup");
        if (!Files.exists(rollup)) {
            return 0;
        }
        try {
            for (String line : Files.readAllLines(rollup)) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (NoSuchFileException ended) {
            return 0;
        }
        return 0;
    }
}
