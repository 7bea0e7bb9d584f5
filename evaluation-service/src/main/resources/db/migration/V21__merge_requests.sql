-- The merge requests that Portcullis has seen, as of the last look at GitLab.
create table merge_request (
    instance          text        not null,
    project_id        bigint      not null,
    iid               bigint      not null,
    namespace         text        not null,
    project_path      text        not null,
    title             text        not null,
    url               text        not null,
    state             text        not null,
    author            text        not null,
    source_project_id bigint      not null,
    source_branch     text        not null,
    target_branch     text        not null,
    head_sha          text        not null,
    base_sha          text,
    decision_id       uuid,
    decision_sequence bigint      not null default 0,
    outcome           text,
    changed_at        timestamptz not null,
    evaluated_at      timestamptz not null,
    gitlab_updated_at timestamptz,
    primary key (instance, project_id, iid)
);

create index merge_request_open_head on merge_request (instance, head_sha) where state = 'opened';
create index merge_request_open_base on merge_request (instance, base_sha) where state = 'opened';
create index merge_request_open_namespace on merge_request (namespace) where state = 'opened';
create index merge_request_listed on merge_request (changed_at, instance, project_id, iid);

create index merge_request_evaluated on merge_request (instance, evaluated_at) where state = 'opened';

-- An approval counts for the head it was given for. "observed" tells how that head is known: from the approval's own
-- hook, or only from the head at the time the approval was first seen in GitLab's list.
create table approval (
    instance    text        not null,
    project_id  bigint      not null,
    iid         bigint      not null,
    user_id     bigint      not null,
    username    text        not null,
    head_sha    text        not null,
    observed    text        not null check (observed in ('hook', 'poll')),
    recorded_at timestamptz not null,
    primary key (instance, project_id, iid, user_id)
);
