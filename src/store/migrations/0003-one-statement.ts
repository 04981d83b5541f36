/** What lets a decision be stored whole, or not at all, by one statement. */
export const sql = `
-- Undoes the statement that it is a part of: another call holds a clinician whom this one wanted.
create function refuse_unless_all_reserved(wanted bigint, reserved bigint) returns void language plpgsql as $$
begin
  if reserved < wanted then
    raise exception 'another call holds a clinician' using errcode = 'RL001';
  end if;
end $$;
`;
