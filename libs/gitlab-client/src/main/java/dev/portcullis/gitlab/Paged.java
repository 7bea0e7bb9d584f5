// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A list that is fetched page by page while it is walked; walking can throw {@link GitLabException}. Each walk starts
 * anew.
 */
public final class Paged<T> implements Iterable<T> {
    private static final int MOST_EMPTY_PAGES = 100;

    private final Api api;
    private final Endpoint endpoint;
    private final Class<T> type;

    Paged(Api api, Endpoint endpoint, Class<T> type) {
        this.api = api;
        this.endpoint = endpoint;
        this.type = type;
    }

    /** All of it; {@link GitLabException.Kind#INVALID} where it is longer than {@link GitLabLimits#maxItems()}. */
    public List<T> toList() {
        List<T> all = new ArrayList<>();
        for (T item : this) {
            if (all.size() == api.maxItems()) {
                throw api.failures().refused(endpoint, "the list is longer than " + api.maxItems() + " items");
            }
            all.add(item);
        }
        return all;
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk();
    }

    private final class Walk implements Iterator<T> {
        private @Nullable Endpoint next = api.firstPage(endpoint);
        private Iterator<T> items = List.<T>of().iterator();
        private int emptyPages;

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && next != null) {
                Endpoint asked = next;
                Api.Page<T> page = api.page(asked, type);
                emptyPages += page.items().isEmpty() ? 1 : 0;
                if (asked.equals(page.next()) || emptyPages > MOST_EMPTY_PAGES) {
                    throw api.failures().refused(asked, "its paging links lead in a circle");
                }
                items = page.items().iterator();
                next = page.next();
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
