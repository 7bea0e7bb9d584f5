-- SPDX-License-Identifier: Apache-2.0

-- Records that a consumer could not handle. The content stays in Kafka: it may hold secrets.
CREATE TABLE dead_letter (
    id            uuid PRIMARY KEY,
    consumer      text        NOT NULL,
    topic         text        NOT NULL,
    partition     int         NOT NULL,
    record_offset bigint      NOT NULL,
    key           text,
    sha256        text        NOT NULL,
    size          int         NOT NULL,
    error         text        NOT NULL,
    error_line    int,
    error_column  int,
    excerpt       text        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    replayed_at   timestamptz,
    replayed_by   text,
    UNIQUE (consumer, topic, partition, record_offset)
);
