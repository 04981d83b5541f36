import { usualRouteWords } from '../call/prompts.ts';
import type { Area, Line, OnCall } from '../rota/types.ts';
import type { Ring } from './ring-list.ts';
import { anyKey, goodbye, say, twiml } from './shared-documents.ts';

export interface LineToWrite {
  readonly area: Area;
  readonly line: Line;
  readonly now: OnCall;
  readonly rings: readonly Ring[];
  readonly urls: { readonly screen: string; readonly thanks: string };
}

/** No conversation is longer; a leg that nobody ends must end. */
const longestTalkSeconds = 3_600;

/**
 * The line's walk: one phone after another. A plain file goes on to the next phone after a conversation just as
 * after a missed ring, so between two the caller is asked whether they have had their advice.
 */
export function lineDocument({ area, line, now, rings, urls }: LineToWrite): string {
  return twiml((response) => {
    say(response, now.open ? `Ringing ${line.name}. Please hold.` : `I am sorry, ${line.name} is closed.`);
    for (const { phone, seconds } of rings) {
      // The dialled number, which clinicians know: not the caller's own, which may be withheld.
      const callerId = area.numbers[0];
      const dial = response.dial({
        timeout: seconds,
        timeLimit: longestTalkSeconds,
        ...(callerId && { callerId }),
      });
      dial.number({ url: urls.screen, method: 'GET' }, phone);
      anyKey(
        response,
        urls.thanks,
        3,
        'If you have had your advice, press any key now. If not, please hold.',
      );
    }
    goodbye(
      response,
      ...(now.open ? ['I am very sorry. Nobody could take your call.'] : []),
      line.nextRoute ?? usualRouteWords,
    );
  });
}
