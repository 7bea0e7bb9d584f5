-- Immutable parts of snapshots, each kept once under the SHA-256 of its canonical JSON; a root is a part too.
create table snapshot_part (
    sha256  bytea primary key,
    content bytea not null
);

create table decision (
    id                uuid        primary key,
    instance          text        not null,
    project_id        bigint      not null,
    iid               bigint      not null,
    sequence          bigint      not null,
    namespace         text        not null,
    outcome           text        not null,
    head_sha          text        not null,
    source_pipelines  bigint[]    not null,
    target_pipelines  bigint[]    not null,
    policy_revision   bigint      not null,
    policy_set_sha256 bytea       not null,
    snapshot_sha256   bytea       not null references snapshot_part (sha256),
    engine_version    text        not null,
    decided_at        timestamptz not null,
    revisit_at        timestamptz,
    view              bytea       not null,
    result            bytea       not null,
    unique (instance, project_id, iid, sequence)
);
