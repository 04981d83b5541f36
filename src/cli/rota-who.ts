import type { Instant } from '../clock.ts';
import { instantFromText } from '../rota/instant-text.ts';
import { onCall } from '../rota/on-call.ts';
import type { Area, Line, OnCall } from '../rota/types.ts';
import { longInstant } from '../rota/words.ts';
import { askKeptRota, nothingKept } from './ask-kept-rota.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';
import { chosenLine } from './rota-lines.ts';

export interface RotaWhoOptions {
  readonly area: string;
  readonly line: string;
  /** An ISO instant; without an offset, the wall clock of the area. Absent: now. */
  readonly at?: string | undefined;
  readonly json?: boolean | undefined;
}

/**
 * `rota who`: who would be rung, in order, and why. Overrides and who was rung last are in the
 * database: without it, by the files alone.
 */
export async function rotaWho(options: RotaWhoOptions, context: CommandContext): Promise<ExitCode> {
  const rotas = await goodRotas(context);
  if (!rotas) return 1;
  const chosen = chosenLine(rotas, options.area, options.line);
  if ('problem' in chosen) {
    context.complain(chosen.problem);
    return 1;
  }
  const at =
    options.at === undefined ? context.clock.now() : instantFromText(options.at, chosen.area.timezone);
  if (at === undefined) {
    context.complain(`--at "${options.at ?? ''}" is not an instant: write it like 2026-11-23T09:30`);
    return 2;
  }
  const kept = await askKeptRota([chosen.area], { from: at, to: at + 1 }, context);
  const { overrides, histories } = kept.get(chosen.area.id) ?? nothingKept;
  const answer = onCall({ ...chosen, at, overrides, history: histories?.(chosen.line.ref) });
  const told = options.json ? [json(chosen, at, answer)] : words(chosen, at, answer);
  told.forEach((line) => context.print(line));
  return 0;
}

function json({ area, line }: { area: Area; line: Line }, at: Instant, answer: OnCall): string {
  return JSON.stringify(
    {
      area: area.id,
      line: line.id,
      at: iso(at),
      open: answer.open,
      opensNext: answer.opensNext === undefined ? null : iso(answer.opensNext),
      ladder: answer.ladder.map(({ clinician, tier, until }) => ({
        id: clinician.id,
        name: clinician.name,
        tier,
        until: iso(until),
      })),
      why: answer.why,
    },
    undefined,
    2,
  );
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function words({ area, line }: { area: Area; line: Line }, at: Instant, answer: OnCall): readonly string[] {
  return [
    `${line.name} at ${longInstant(at, area.timezone)}: ${answer.open ? 'open' : 'closed'}`,
    ...answer.ladder.map(({ clinician }, index) => `  ${index + 1}. ${clinician.name} (${clinician.id})`),
    'Why:',
    ...answer.why.map((each) => `  ${each}`),
  ];
}
