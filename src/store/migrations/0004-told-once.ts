/** What was said once: replies to texts, hours of which managers were told, checks of phones that made way for a call. */
export const sql = `
-- What each text was answered with, by Twilio's id of it: it may come twice.
create table texts_heard (
  sid       text primary key,
  reply     text,
  heard_at  timestamptz not null
);
create index texts_heard_by_time on texts_heard (heard_at);

-- Hours with nobody of which managers were told, as long as they have nobody.
create table uncovered_told (
  area       text not null,
  line       text not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  primary key (area, line, starts_at)
);

-- A check that made way for a call says nothing of the phone.
alter table phone_checks add column called_off boolean not null default false;
`;
