/**
 * Whose area is meant: by overflow somebody of another area is rung, who may have the id of somebody else in the call's
 * own. An attempt's area is now that of the line that was rung; the call and the offer say whose call it was.
 */
export const sql = `
update attempts set area = split_part(line, '/', 1) where line like '%/%' and area <> split_part(line, '/', 1);
-- null: the offer's own.
alter table offers add column clinician_area text;
update offers set clinician_area = attempts.area from attempts
 where attempts.offer_id = offers.id and attempts.clinician = offers.clinician and attempts.result = 'accepted'
   and attempts.area <> offers.area;
create index attempts_lately on attempts (created_at);
-- The number that was rung: a phone that was replaced has not failed. null: before this was kept.
alter table attempts add column phone text;
`;
