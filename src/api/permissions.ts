import type { Role } from './api-keys.ts';

export type Permission =
  | 'read-areas'
  | 'read-statistics'
  | 'read-calls'
  | 'read-on-call'
  | 'read-overrides'
  | 'change-overrides'
  | 'read-rota'
  | 'keep-calendar-feeds'
  | 'import-calendars'
  | 'check-phones';

/**
 * Who may do what. Calls and statistics of an area are for those who manage it; a clinician sees who is on call, and
 * changes their own overrides only: see `ownership.ts`.
 */
const allowed: Record<Permission, readonly Role[]> = {
  'read-areas': ['admin', 'manager', 'reader'],
  'read-statistics': ['admin', 'manager', 'reader'],
  'read-calls': ['admin', 'manager', 'reader'],
  'read-on-call': ['admin', 'manager', 'reader', 'clinician'],
  'read-overrides': ['admin', 'manager', 'reader', 'clinician'],
  'change-overrides': ['admin', 'manager', 'clinician'],
  'read-rota': ['admin', 'manager', 'reader'],
  'keep-calendar-feeds': ['admin', 'manager', 'clinician'],
  'import-calendars': ['admin', 'manager'],
  'check-phones': ['admin', 'manager'],
};

export function may(role: Role, permission: Permission): boolean {
  return allowed[permission].includes(role);
}
