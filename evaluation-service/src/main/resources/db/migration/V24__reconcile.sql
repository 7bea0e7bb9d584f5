-- How far each instance's merge requests and each project's pipelines have been polled, in GitLab's time.
create table reconciled_instance (
    instance text        primary key,
    until    timestamptz not null
);

create table reconciled_project (
    instance   text        not null,
    project_id bigint      not null,
    until      timestamptz not null,
    primary key (instance, project_id)
);
