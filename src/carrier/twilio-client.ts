import http from 'node:http';
import twilio from 'twilio';

/** Where and as whom Twilio's REST API is asked. */
export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  /** Another base URL for the API: requests go to `{apiUrl}/2010-04-01/Accounts/...`. */
  readonly apiUrl?: string | undefined;
  /** E.g. "ie1". The auth token must be that region's own. */
  readonly region?: string | undefined;
  /** E.g. "dublin". */
  readonly edge?: string | undefined;
  /** How long a request may take in all before it is given up; 10 s unless told. */
  readonly giveUpMilliseconds?: number | undefined;
}

/** More than the SDK's 20 a host: a request that waits for a socket would eat its own ten seconds. */
const mostSockets = 100;

/**
 * Twilio's SDK, set up by `account` alone.
 *
 * The SDK reads TWILIO_REGION, TWILIO_EDGE and TWILIO_AUTH_TOKEN from the environment where it is given
 * nothing, so everything is given, empty where it is unset. It never retries by itself.
 *
 * @throws Error when `accountSid` does not begin with "AC"
 */
export function connectTwilio(account: TwilioAccount): twilio.Twilio {
  const { accountSid, authToken, region = '', edge = '' } = account;
  const httpClient = new TwilioRequests(account.apiUrl, account.giveUpMilliseconds ?? 10_000);
  return twilio(accountSid, authToken, { accountSid, region, edge, httpClient, autoRetry: false });
}

class TwilioRequests extends twilio.RequestClient {
  constructor(apiUrl: string | undefined, giveUpMilliseconds: number) {
    super({ timeout: giveUpMilliseconds, keepAlive: true, maxSockets: mostSockets, autoRetry: false });
    this.axios.defaults.httpAgent = new http.Agent({ keepAlive: true, maxSockets: mostSockets });
    this.axios.interceptors.request.use((request) => {
      if (apiUrl && request.url) request.url = rebased(request.url, apiUrl);
      // The time-out starts anew with each byte that comes; this one covers the request from end to end.
      request.signal = AbortSignal.timeout(giveUpMilliseconds);
      return request;
    });
  }
}

function rebased(url: string, base: string): string {
  const { pathname, search } = new URL(url);
  return base.replace(/\/+$/, '') + pathname + search;
}
