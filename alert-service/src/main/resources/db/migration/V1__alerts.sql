-- One row per fingerprint: the same alert, however often it was seen.
create table alert (
    id                uuid primary key,
    fingerprint       text        not null unique,
    kind              text        not null,
    -- GitLab's severities in their order: 0 info, 1 unknown, 2 low, 3 medium, 4 high, 5 critical
    severity          smallint    not null check (severity between 0 and 5),
    title             text        not null,
    description       text        not null,
    namespace         text        not null,
    instance          text,
    project_id        bigint,
    project_path      text,
    merge_request_iid bigint,
    url               text,
    labels            jsonb       not null,
    status            text        not null check (status in ('triggered', 'acknowledged', 'resolved', 'dismissed')),
    status_at         timestamptz not null,
    status_by_kind    text,
    status_by_id      text,
    status_by_name    text,
    status_reason     text,
    -- grows with every change of status; occurrences alone leave it, so that a noisy alert can still be triaged
    version           bigint      not null default 1,
    occurrences       bigint      not null default 1,
    first_seen_at     timestamptz not null,
    last_seen_at      timestamptz not null,
    search            tsvector    not null
);

create index alert_namespace on alert (namespace, id);
create index alert_status on alert (status, severity desc, id desc);
create index alert_project on alert (instance, project_id, id);
create index alert_search on alert using gin (search);

-- The latest times that an alert was seen; alert.occurrences counts all of them.
create table occurrence (
    id                bigint generated always as identity primary key,
    alert_id          uuid        not null references alert (id),
    event_id          uuid        not null,
    source            text        not null,
    occurred_at       timestamptz not null,
    merge_request_iid bigint,
    url               text
);

create index occurrence_alert on occurrence (alert_id, id desc);

create table transition (
    id       bigint generated always as identity primary key,
    alert_id uuid        not null references alert (id),
    at       timestamptz not null,
    status   text        not null,
    by_kind  text        not null,
    by_id    text        not null,
    by_name  text        not null,
    reason   text
);

create index transition_alert on transition (alert_id, id);
