// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a body into a temporary file, and gives up early where it is too long or an unwanted archive. */
final class FileSubscriber implements BodySubscriber<Optional<Download>> {
    private final long limit;
    private final boolean acceptsZip;
    private final CompletableFuture<Optional<Download>> result = new CompletableFuture<>();
    private final byte[] head = new byte[4];
    private Flow.@Nullable Subscription subscription;
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private long written;
    private boolean finished;

    FileSubscriber(long limit, boolean acceptsZip) {
        this.limit = limit;
        this.acceptsZip = acceptsZip;
    }

    @Override
    public CompletionStage<Optional<Download>> getBody() {
        return result;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        try {
            Path created = Download.newFile();
            file = created;
            channel = FileChannel.open(created, StandardOpenOption.WRITE);
            given.request(Long.MAX_VALUE);
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        if (finished) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                peek(buffer);
                written += buffer.remaining();
                if (written > limit) {
                    fail(new TooLargeException(limit));
                    return;
                }
                write(buffer);
            }
            if (written >= head.length && !acceptsZip && format() == Download.Format.ZIP) {
                requireNonNull(subscription, "not subscribed").cancel();
                finish(true);
                result.complete(Optional.empty());
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        fail(failure);
    }

    @Override
    public synchronized void onComplete() {
        if (finished) {
            return;
        }
        Path complete = requireNonNull(file, "not subscribed");
        boolean wanted = acceptsZip || format() != Download.Format.ZIP;
        finish(!wanted);
        result.complete(wanted ? Optional.of(new Download(complete, format())) : Optional.empty());
    }

    private Download.Format format() {
        return Download.Format.of(head, (int) Math.min(written, head.length));
    }

    private void peek(ByteBuffer buffer) {
        int at = buffer.position();
        for (int i = (int) Math.min(written, head.length); i < head.length && at < buffer.limit(); i++, at++) {
            head[i] = buffer.get(at);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        FileChannel open = requireNonNull(channel, "not subscribed");
        while (buffer.hasRemaining()) {
            open.write(buffer);
        }
    }

    private void fail(Throwable failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        finish(true);
        result.completeExceptionally(failure);
    }

    private synchronized void finish(boolean discard) {
        finished = true;
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (discard) {
                Download.delete(file);
            }
        }
    }
}
