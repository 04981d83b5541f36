import { readFile } from 'node:fs/promises';
import { fileText } from '../calendars/file-text.ts';
import type { ImportPreview } from '../calendars/import-preview.ts';
import { readImport } from '../calendars/read-import.ts';
import { nameOf } from '../rota/ladder-words.ts';
import type { Area, Rotas } from '../rota/types.ts';
import { longInstant } from '../rota/words.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';
import { chosenLines } from './rota-lines.ts';

export interface RotaImportOptions {
  readonly area: string;
  readonly as: string;
  readonly line?: string | undefined;
  readonly confirm?: boolean | undefined;
}

const mostBytes = 2 * 1024 * 1024;

/** `rota import`: what a calendar or a table would do, and with --confirm doing it. */
export async function rotaImport(
  path: string,
  options: RotaImportOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { as, line, confirm } = options;
  const wrong = wrongOptions(options, context);
  if (as !== 'leave' && as !== 'shifts') return refuse(context, '--as is leave or shifts', 2);
  if (wrong !== undefined) return refuse(context, wrong, 2);
  const rotas = await goodRotas(context);
  if (!rotas) return 1;
  const area = chosenArea(rotas, options);
  if ('problem' in area) return refuse(context, area.problem, 1);
  const bytes = await readFile(path);
  if (bytes.length > mostBytes) return refuse(context, `${path} is too long: 2 MB at most`, 1);
  const kind = /\.(?:ics|ical|ifb)$/i.test(path) ? 'calendar' : 'csv';
  const preview = await readImport(area, { kind, text: fileText(bytes), as, line }, context.clock.now());
  previewWords(area, preview).forEach((each) => context.print(each));
  if (!confirm || !context.keepImport) {
    context.print('Nothing was written. Look through it, then run it again with --confirm.');
    return 0;
  }
  const kept = await context.keepImport(area, preview);
  context.print(
    `Written: ${countWords(kept.overrides, 'override')}. To take it back: POST .../calendar-imports/${kept.id}/undo`,
  );
  return 0;
}

function wrongOptions({ as, line, confirm }: RotaImportOptions, context: CommandContext): string | undefined {
  if (as === 'leave' && line !== undefined) return '--line is for shifts: leave holds on every line';
  if (!confirm || context.keepImport) return undefined;
  return '--confirm needs DATABASE_URL: the embedded store belongs to the running service, so send the file to its API';
}

function chosenArea(rotas: Rotas, { area, line }: RotaImportOptions): Area | { readonly problem: string } {
  const chosen = chosenLines(rotas, area, line);
  if ('problem' in chosen) return chosen;
  return chosen[0]?.area ?? { problem: `The area "${area}" has no line.` };
}

function refuse(context: CommandContext, words: string, code: ExitCode): ExitCode {
  context.complain(words);
  return code;
}

function previewWords(area: Area, { as, matched, unmatched, leftOut }: ImportPreview): readonly string[] {
  const zone = area.timezone;
  return [
    `${countWords(matched.length, 'entry', 'entries')} to be written as ${as}:`,
    ...matched.map(({ line, clinician, adviceLine, from, to, text }) => {
      const where = adviceLine === null ? '' : ` on ${adviceLine}`;
      const when = `${longInstant(from, zone)} to ${longInstant(to, zone)}`;
      return `  line ${line}: ${nameOf(area, clinician)}${where}, ${when} ("${text}")`;
    }),
    ...(unmatched.length === 0 ? [] : [`${countWords(unmatched.length, 'entry', 'entries')} left aside:`]),
    ...unmatched.map(({ line, text, reason, suggestions }) => {
      const names = suggestions.map(({ name }) => name).join(' or ');
      return `  line ${line}: ${text === '' ? '' : `"${text}": `}${reason}${names === '' ? '' : ` (${names}?)`}`;
    }),
    `Not looked at: ${leftOut.cancelled} cancelled, ${leftOut.over} over already.`,
  ];
}

function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
