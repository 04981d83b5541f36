import type { DocumentUse } from './document.ts';
import type { Exchange } from './exchange.ts';
import type { Leg } from './leg.ts';
import { Script } from './script.ts';
import { speak } from './verbs/speak.ts';
import type { Target } from './webhooks.ts';

export interface CallScriptOptions {
  readonly use: DocumentUse;
  readonly fallback?: Target;
  /** Called when a document has been run to its end. */
  readonly finished: () => void;
}

/** A script for a leg with a person at its end: when all fails, they hear so and the leg ends. */
export function scriptFor(exchange: Exchange, leg: Leg, options: CallScriptOptions): Script {
  const { use, fallback, finished } = options;
  return new Script(exchange, leg, {
    use,
    ...(fallback ? { fallback } : {}),
    finished: (how) => (how === 'ran' ? finished() : applicationError(exchange, leg)),
  });
}

function applicationError(exchange: Exchange, leg: Leg): void {
  exchange.refuse('application-error', 11200, `${leg.options.direction} leg ${leg.sid} was lost`, leg.sid);
  leg.answer();
  speak({ exchange, leg }, 'We are sorry, an application error has occurred. Goodbye.', 0, () =>
    leg.end('completed'),
  );
}
