-- Approved exceptions as policy-service published them; one row for each, which a revocation completes.
create table policy_exception (
    id               uuid        primary key,
    instance         text        not null,
    revision         bigint      not null,
    revoked_revision bigint,
    ends_at          timestamptz not null,
    body             text        not null
);

create index policy_exception_in_force on policy_exception (instance, ends_at) where revoked_revision is null;
