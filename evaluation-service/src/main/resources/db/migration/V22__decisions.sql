-- Immutable parts of snapshots, each under the SHA-256 of its canonical JSON; sets of findings are in scan_set instead. A
-- root is a part too, and names the others.
create table snapshot_part (
    sha256  bytea   not null,
    month   date    not null default history_month(),
    content bytea   not null,
    parts   bytea[] not null,
    primary key (sha256, month)
) partition by list (month);

create table snapshot_part_kept partition of snapshot_part for values in ('-infinity');

create table decision (
    id                uuid        not null,
    month             date        not null default history_month(),
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
    snapshot_sha256   bytea       not null,
    engine_version    text        not null,
    decided_at        timestamptz not null,
    revisit_at        timestamptz,
    view              bytea       not null,
    result            bytea       not null,
    primary key (id, month),
    unique (instance, project_id, iid, sequence, month)
) partition by list (month);

create table decision_kept partition of decision for values in ('-infinity');

-- What outlives its month: the current decisions of open merge requests, and the pipelines that these refer to or that
-- are the latest of a branch in use.
create view decision_in_use as
select d.*
from decision d
    join merge_request m on m.decision_id = d.id
where m.state not in ('merged', 'closed');

create view pipeline_in_use as
select p.*
from ingested_pipeline p
where exists (
        select from decision_in_use d
        where (d.instance, d.project_id) = (p.instance, p.project_id)
            and p.pipeline_id = any (d.source_pipelines || d.target_pipelines))
    or (not exists (
            select from ingested_pipeline later
            where (later.instance, later.project_id, later.ref) = (p.instance, p.project_id, p.ref)
                and later.pipeline_id > p.pipeline_id)
        and (exists (
                select from project
                where (project.instance, project.project_id, project.default_branch)
                    = (p.instance, p.project_id, p.ref))
            or exists (
                select from merge_request m
                where (m.instance, m.project_id) = (p.instance, p.project_id)
                    and m.state not in ('merged', 'closed') and p.ref in (m.source_branch, m.target_branch))));
