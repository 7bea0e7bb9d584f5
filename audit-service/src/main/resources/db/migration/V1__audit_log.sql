-- One row per log: how far it has grown. Whoever appends locks this row, so that there is only ever one sequencer.
create table log (
    name        text primary key,
    size        bigint not null check (size >= 0),
    -- the roots of the perfect subtrees of the Merkle tree, largest first, 32 bytes each
    subtrees    bytea  not null check (octet_length(subtrees) % 32 = 0),
    -- the topic that next_offset counts in: one that was deleted and created anew starts again at 0
    topic_id    uuid,
    next_offset bigint not null check (next_offset >= 0)
);

insert into log (name, size, subtrees, topic_id, next_offset) values ('portcullis', 0, '', null, 0);

create table entry (
    log            text        not null references log (name),
    leaf_index     bigint      not null check (leaf_index >= 0),
    leaf_hash      bytea       not null check (octet_length(leaf_hash) = 32),
    -- the record's value as it was received; the leaf hash is over these bytes
    raw            bytea       not null,
    topic          text        not null,
    topic_id       uuid        not null,
    topic_partition integer    not null,
    topic_offset   bigint      not null,
    received_at    timestamptz not null,
    -- why the bytes could not be read as an audit entry; such a leaf belongs to all of Portcullis
    fault          text,
    event_id       uuid unique,
    event_type     text,
    source         text,
    subject        text,
    event_time     timestamptz,
    correlation_id text,
    causation_id   text,
    traceparent    text,
    occurred_at    timestamptz not null,
    actor_kind     text,
    actor_id       text,
    actor_name     text,
    action         text,
    object_type    text,
    object_id      text,
    namespace      text        not null,
    instance       text,
    project_id     bigint,
    search         tsvector    not null,
    primary key (log, leaf_index),
    unique (topic_id, topic_partition, topic_offset)
);

create index entry_namespace on entry (namespace, leaf_index);
create index entry_action on entry (action, leaf_index);
create index entry_actor on entry (actor_id, leaf_index);
create index entry_object on entry (object_type, object_id, leaf_index);
create index entry_project on entry (instance, project_id, leaf_index);
create index entry_occurred_at on entry (occurred_at);
create index entry_search on entry using gin (search);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log only grows: % on % is refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end
$$;

create trigger entry_is_immutable before update or delete on entry
    for each row execute function refuse_change();
create trigger entry_is_not_truncated before truncate on entry
    for each statement execute function refuse_change();
create trigger log_is_not_deleted before delete on log
    for each row execute function refuse_change();
create trigger log_is_not_truncated before truncate on log
    for each statement execute function refuse_change();

create function refuse_shrinking() returns trigger language plpgsql as $$
begin
    if new.name <> old.name or new.size < old.size then
        raise exception 'the audit log only grows: % cannot shrink from % to %', old.name, old.size, new.size
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger log_only_grows before update on log
    for each row execute function refuse_shrinking();

-- A leaf's index is the size of the log before it, so that no index is left out or taken twice.
create function refuse_gaps() returns trigger language plpgsql as $$
begin
    if new.leaf_index > 0
            and not exists (select 1 from entry where log = new.log and leaf_index = new.leaf_index - 1) then
        raise exception 'the audit log has no gaps: % has no leaf %', new.log, new.leaf_index - 1
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger entry_has_no_gaps before insert on entry
    for each row execute function refuse_gaps();
