-- SPDX-License-Identifier: Apache-2.0

-- Events that are committed but not yet acknowledged by Kafka; a row is deleted when the broker has it.
CREATE TABLE outbox (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id   uuid        NOT NULL,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    headers    jsonb       NOT NULL,
    body       bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Events that a consumer has handled, remembered for longer than any topic keeps them.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received_at ON inbox (received_at);

-- One row for each thing to be brought up to date. It is due while dirty > done.
CREATE TABLE work (
    kind        text        NOT NULL,
    key         text        NOT NULL,
    dirty       bigint      NOT NULL,
    done        bigint      NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    priority    int         NOT NULL DEFAULT 0,
    lease_owner uuid,
    lease_until timestamptz,
    lease_epoch bigint      NOT NULL DEFAULT 0,
    attempts    int         NOT NULL DEFAULT 0,
    last_error  text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    done_at     timestamptz,
    PRIMARY KEY (kind, key)
);
CREATE INDEX work_due ON work (kind, priority DESC, due_at) WHERE dirty > done;
CREATE INDEX work_done_at ON work (done_at) WHERE dirty = done;
