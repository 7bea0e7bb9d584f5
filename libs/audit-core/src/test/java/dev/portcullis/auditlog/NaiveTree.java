// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.auditlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962, section 2.1, word by word and as slow as that is; shares no code with what it checks. */
final class NaiveTree {
    private NaiveTree() {}

    /** Leaves that differ from each other and from those of another seed. */
    static List<byte[]> leaves(int seed, int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(ByteBuffer.allocate(8).putInt(seed).putInt(i).array());
        }
        return leaves;
    }

    static byte[] mth(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256();
        }
        if (leaves.size() == 1) {
            return sha256(new byte[] {0}, leaves.getFirst());
        }
        int k = largestPowerBelow(leaves.size());
        return sha256(new byte[] {1}, mth(leaves.subList(0, k)), mth(leaves.subList(k, leaves.size())));
    }

    /** PATH(m, D[n]) of section 2.1.1. */
    static List<Hash> path(int m, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = largestPowerBelow(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        return m < k ? with(path(m, left), mth(right)) : with(path(m - k, right), mth(left));
    }

    /** PROOF(m, D[n]) of section 2.1.2. */
    static List<Hash> proof(int m, List<byte[]> leaves) {
        return subproof(m, leaves, true);
    }

    private static List<Hash> subproof(int m, List<byte[]> leaves, boolean whole) {
        if (m == leaves.size()) {
            return whole ? List.of() : List.of(Hash.of(mth(leaves)));
        }
        int k = largestPowerBelow(leaves.size());
        List<byte[]> left = leaves.subList(0, k);
        List<byte[]> right = leaves.subList(k, leaves.size());
        return m <= k ? with(subproof(m, left, whole), mth(right)) : with(subproof(m - k, right, false), mth(left));
    }

    private static List<Hash> with(List<Hash> path, byte[] last) {
        List<Hash> longer = new ArrayList<>(path);
        longer.add(Hash.of(last));
        return longer;
    }

    private static int largestPowerBelow(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            for (byte[] part : parts) {
                input.writeBytes(part);
            }
            return MessageDigest.getInstance("SHA-256").digest(input.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
