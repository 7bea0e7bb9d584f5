// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ends with an error where a report is too long, and computes its SHA-256 on the way. */
final class BoundedStream extends FilterInputStream {
    private final MessageDigest digest;
    private long left;

    /** More bytes came than allowed. */
    static final class TooLongException extends IOException {}

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.left = limit;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            left -= read;
            if (left < 0) {
                throw new TooLongException();
            }
            digest.update(buffer, offset, read);
        }
        return read;
    }

    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
