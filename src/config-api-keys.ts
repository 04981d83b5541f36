import { z } from 'zod';
import { roles, type ApiKey } from './api/api-keys.ts';

/** `name:role:secret`, comma-separated. */
export const apiKeys = z.string().transform((text, context): ApiKey[] => {
  const keys = text.split(',').filter((each) => each.trim());
  const faults: string[] = [];
  const read = keys.flatMap((each, index) => readKey(each.trim(), `key ${index + 1}`, faults));
  for (const [field, value] of [
    ['name', 'names'],
    ['secret', 'secrets'],
  ] as const) {
    if (new Set(read.map((key) => key[field])).size < read.length)
      faults.push(`has two keys with the same ${field}: their ${value} must differ.`);
  }
  for (const message of faults) context.addIssue({ code: 'custom', message });
  return read;
});

/** A key is called by its place in the list: whatever is in a faulty one may be a secret. */
function readKey(text: string, place: string, faults: string[]): ApiKey[] {
  const parts = /^([^:]+):([^:]+):(.+)$/s.exec(text);
  if (!parts) {
    faults.push(`${place} must be name:role:secret.`);
    return [];
  }
  const [, name = '', given = '', secret = ''] = parts;
  const before = faults.length;
  const role = roles.find((each) => each === given);
  if (!role) faults.push(`${place} must have one of these roles: ${roles.join(', ')}.`);
  if (role === 'clinician' && !/^[^/]+\/[^/]+$/.test(name)) {
    faults.push(`${place} is a clinician's, so its name must be area/clinician, such as riverside/ahmed.`);
  }
  if (secret.length < 32)
    faults.push(`${place} must have a secret of 32 characters or more; try: openssl rand -hex 32`);
  return role && faults.length === before ? [{ name, role, secret }] : [];
}
