/** What keeps a rota: who may change it, every version of the files, calendars, texts and the checking of phones. */
export const sql = `
-- A swap both ways is two rows with one pair.
alter table overrides add column pair uuid;
create index overrides_by_clinician on overrides (area, clinician, ends_at) where removed_at is null;
-- Idempotency-Key: the same request by the same holder is answered with what it made the first time.
create table override_requests (
  made_by    text not null,
  key        text not null,
  digest     text not null,
  overrides  uuid[] not null,
  made_at    timestamptz not null,
  primary key (made_by, key)
);

-- Every reading of the rota files that came into force, numbered from 1, and which process serves which.
create table rota_versions (
  number        int primary key,
  hash          text not null,
  published_at  timestamptz not null,
  published_by  text not null,
  difference    jsonb not null,
  files         jsonb not null
);
create index rota_versions_by_hash on rota_versions (hash);
create table rota_processes (
  process  text primary key,
  hash     text not null,
  problem  jsonb,
  seen_at  timestamptz not null
);

-- Private calendar feeds: only the digest of a secret is kept.
create table calendar_feeds (
  id          uuid primary key,
  digest      text not null unique,
  area        text not null,
  clinician   text,
  line        text,
  made_by     text not null,
  made_at     timestamptz not null,
  revoked_at  timestamptz,
  check ((clinician is null) <> (line is null))
);
create index calendar_feeds_by_area on calendar_feeds (area) where revoked_at is null;
-- What a feed said of each event, so that one that is gone is said to be cancelled.
create table calendar_events (
  feed      uuid not null references calendar_feeds (id) on delete cascade,
  uid       text not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  summary   text not null,
  sequence  int not null,
  cancelled boolean not null default false,
  changed_at timestamptz not null,
  primary key (feed, uid)
);
create table calendar_imports (
  id            uuid primary key,
  area          text not null,
  preview       jsonb not null,
  made_by       text not null,
  made_at       timestamptz not null,
  confirmed_at  timestamptz,
  undone_at     timestamptz
);
alter table overrides add column import_id uuid references calendar_imports (id);
create index overrides_by_import on overrides (import_id) where import_id is not null;

-- Texts: who asked for none, swaps that wait for a yes, and what was sent once for a reason.
create table text_stops (
  number      text primary key,
  stopped_at  timestamptz not null
);
create table swap_proposals (
  id           uuid primary key,
  area         text not null,
  line         text,
  asked_by     text not null,
  asked        text not null,
  starts_at    timestamptz not null,
  ends_at      timestamptz not null,
  proposed_at  timestamptz not null,
  answered_at  timestamptz,
  accepted     boolean
);
create index swap_proposals_open on swap_proposals (area, asked, proposed_at desc) where answered_at is null;
create table notices (
  key      text primary key,
  area     text not null,
  kind     text not null,
  sent_at  timestamptz not null
);

-- The ringing of a phone to see whether its owner answers.
create table phone_checks (
  id          uuid primary key,
  area        text not null,
  clinician   text not null,
  phone       text not null,
  leg_sid     text unique,
  asked_at    timestamptz not null,
  result      text check (result in ('confirmed', 'no-key', 'no-answer', 'busy', 'failed')),
  ended_at    timestamptz
);
create index phone_checks_by_phone on phone_checks (area, phone, asked_at desc);
-- One at a time in an area; and a phone that is checked is in use like one that rings for a call.
create unique index phone_checks_running on phone_checks (area) where ended_at is null;
alter table reservations alter column attempt_id drop not null;
alter table reservations alter column call_id drop not null;
alter table reservations add column check_id uuid references phone_checks (id);
alter table reservations add check (num_nonnulls(attempt_id, check_id) = 1);

-- After a call a clinician stays reserved a while, to write it up; then whoever comes first takes the key over.
alter table reservations add column free_at timestamptz;
-- Which of a clinician's phones an attempt rang, without the number.
alter table attempts add column phone_place int;
create index attempts_by_time on attempts (area, created_at desc);
create index attempts_by_phone on attempts (area, clinician, phone_place, created_at desc);
`;
