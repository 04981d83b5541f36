/** By what overrides are found without reading all that ever were. */
export const sql = `
-- What holds at an instant in any area is asked for at each webhook: of what is not over yet, never of the past.
create index overrides_not_over on overrides (ends_at, starts_at) where removed_at is null;
-- The other half of a swap both ways.
create index overrides_by_pair on overrides (pair) where pair is not null;
-- Removed ones are listed, too, and counted for as long as they held.
create index overrides_by_area on overrides (area, ends_at);
drop index overrides_by_time;
`;
