-- What was done in GitLab, so that doing it again is seen to be unnecessary.
create table enforced_status (
    instance    text        not null,
    project_id  bigint      not null,
    pipeline_id bigint      not null,
    sha         text        not null,
    state       text        not null,
    description text        not null,
    status_id   bigint      not null,
    decision_id uuid        not null,
    posted_at   timestamptz not null,
    primary key (instance, project_id, pipeline_id)
);

create table enforced_comment (
    instance    text        not null,
    project_id  bigint      not null,
    iid         bigint      not null,
    note_id     bigint      not null,
    body_sha256 bytea       not null,
    decision_id uuid        not null,
    posted_at   timestamptz not null,
    primary key (instance, project_id, iid)
);

-- Alerts about enforcement that stands in the way for long are raised once a day, not at every attempt.
create table enforcement_alert (
    fingerprint text primary key,
    raised_at   timestamptz not null
);
