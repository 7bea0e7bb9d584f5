-- Policies as policy-service published them. Nothing is ever overwritten: which versions were in force at a revision
-- can be read back for a replay.
create table policy_version (
    policy_id           uuid        not null,
    version             int         not null,
    instance            text        not null,
    level_kind          text        not null,
    level_path          text        not null,
    type                text        not null,
    name                text        not null,
    state               text        not null,
    sha256              text        not null,
    yaml                text        not null,
    revision            bigint      not null,
    superseded_revision bigint,
    activated_at        timestamptz not null,
    primary key (policy_id, version)
);

create index policy_version_in_force on policy_version (instance) where superseded_revision is null;

-- One row: the last activation that was applied without a gap.
create table policy_revision (
    only_row boolean primary key default true check (only_row),
    revision bigint  not null
);

insert into policy_revision (revision) values (0);
