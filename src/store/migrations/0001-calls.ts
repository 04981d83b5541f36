/** Calls, their offers, attempts, events and effects. Times are UTC; ids are UUIDs made by the program. */
export const sql = `
create table calls (
  id              uuid primary key,
  area            text not null,
  caller_sid      text not null unique,
  caller_number   text,
  practice        text,
  status          text not null,
  state           jsonb not null,
  nhs_number      text,
  degraded        boolean not null default false,
  started_at      timestamptz not null,
  ended_at        timestamptz,
  updated_at      timestamptz not null
);
create index calls_by_area on calls (area, started_at desc, id desc);
create index calls_open on calls (updated_at) where status <> 'over';

-- One choice of a line by a caller. ending is null while it is still undecided.
create table offers (
  id                 uuid primary key,
  call_id            uuid not null references calls (id),
  area               text not null,
  line               text not null,
  practice           text,
  chosen_at          timestamptz not null,
  ending             text check (ending in ('connected', 'abandoned', 'unanswered', 'closed')),
  ended_at           timestamptz,
  connected_at       timestamptz,
  connected_first    boolean not null default false,
  clinician          text,
  caller_outcome     text,
  clinician_outcome  text,
  outcome            text generated always as (coalesce(caller_outcome, clinician_outcome)) stored
);
create index offers_by_area on offers (area, chosen_at);
create index offers_by_call on offers (call_id);

-- One ringing of one clinician for one call.
create table attempts (
  id            uuid primary key,
  call_id       uuid not null references calls (id),
  offer_id      uuid not null references offers (id),
  area          text not null,
  line          text not null,
  clinician     text not null,
  number        int not null,
  status        text not null,
  result        text,
  leg_sid       text unique,
  created_at    timestamptz not null,
  placed_at     timestamptz,
  ringing_at    timestamptz,
  answered_at   timestamptz,
  ended_at      timestamptz,
  leg_over      boolean not null default false
);
create index attempts_by_call on attempts (call_id, number);
create index attempts_by_offer on attempts (offer_id);
create index attempts_by_line on attempts (area, line, created_at desc);
create index attempts_by_clinician on attempts (area, clinician, created_at desc);
create index attempts_taken on attempts (area, ended_at) where result = 'accepted';
create index attempts_unsettled on attempts (created_at) where not leg_over;

-- A clinician (and a telephone) that is in use. The primary key is the lock: one attempt at a time.
create table reservations (
  key         text primary key,
  attempt_id  uuid not null references attempts (id),
  call_id     uuid not null references calls (id),
  since       timestamptz not null
);
create index reservations_by_attempt on reservations (attempt_id);

-- The timeline. Append-only.
create table events (
  id       bigint generated always as identity primary key,
  call_id  uuid not null references calls (id),
  at       timestamptz not null,
  kind     text not null,
  data     jsonb not null
);
create index events_by_call on events (call_id, id);
create function events_are_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'events are append-only';
end $$;
create trigger events_append_only before update or delete on events
  for each row execute function events_are_append_only();

-- What is to be done in the world, and by when: an outbox and a diary of deadlines.
create table effects (
  id           uuid primary key,
  call_id      uuid references calls (id),
  attempt_id   uuid,
  kind         text not null,
  data         jsonb not null,
  due_at       timestamptz not null,
  status       text not null default 'pending' check (status in ('pending', 'claimed', 'done', 'failed')),
  tries        int not null default 0,
  claimed_at   timestamptz,
  finished_at  timestamptz,
  problem      text,
  created_at   timestamptz not null
);
create index effects_pending on effects (due_at) where status = 'pending';
create index effects_claimed on effects (claimed_at) where status = 'claimed';
create index effects_by_call on effects (call_id);

-- A question sent by text, until it is answered.
create table questions (
  id           uuid primary key,
  call_id      uuid not null references calls (id),
  offer_id     uuid not null references offers (id),
  party        text not null check (party in ('caller', 'clinician')),
  number       text not null,
  service      text not null,
  asked_at     timestamptz not null,
  answered_at  timestamptz
);
create index questions_open on questions (number, asked_at desc) where answered_at is null;
create unique index questions_once on questions (offer_id, party);

create table overrides (
  id          uuid primary key,
  area        text not null,
  line        text,
  kind        text not null check (kind in ('pause', 'leave', 'swap', 'extra')),
  clinician   text not null,
  stand_in    text,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  why         text not null,
  made_by     text not null,
  made_at     timestamptz not null,
  removed_at  timestamptz,
  removed_by  text
);
create index overrides_by_time on overrides (area, ends_at) where removed_at is null;

create table recordings (
  sid         text primary key,
  call_id     uuid not null references calls (id),
  status      text not null,
  seconds     int,
  at          timestamptz not null,
  deleted_at  timestamptz
);
create index recordings_by_call on recordings (call_id);
`;
