/**
 * One of our URLs, for Twilio to ask up to three times more when it finds nobody there or is told that something is
 * broken, as by a proxy while one of several processes behind it starts again: a caller must not be lost for a blip. The
 * fragment is never sent (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides). What is asked twice
 * changes nothing.
 */
export function persistently(url: string): string {
  return `${url}#rc=3&rp=ct,5xx`;
}
