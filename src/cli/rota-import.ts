import { readFile, stat } from 'node:fs/promises';
import { dayOrders } from '../calendars/csv-days.ts';
import { fileText } from '../calendars/file-text.ts';
import type { ImportPreview } from '../calendars/preview-shape.ts';
import { mostBytes, readImport, type ImportedFile } from '../calendars/read-import.ts';
import { counted } from '../rota/counted.ts';
import type { Area, Rotas } from '../rota/types.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';
import { previewWords } from './import-words.ts';
import { chosenLines } from './rota-lines.ts';

export interface RotaImportOptions {
  readonly area: string;
  readonly as: string;
  readonly line?: string | undefined;
  readonly dates?: string | undefined;
  readonly confirm?: boolean | undefined;
}

/** The options, once it is known that they make sense. */
type Wish = Pick<ImportedFile, 'as' | 'line' | 'dates'>;
type Refused = { readonly problem: string };

/** `rota import`: what a calendar or a table would do, and with --confirm doing it. */
export async function rotaImport(
  path: string,
  options: RotaImportOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const wish = wishOf(options, context);
  if ('problem' in wish) return refuse(context, wish.problem, 2);
  const rotas = await goodRotas(context);
  if (!rotas) return 1;
  const area = chosenArea(rotas, options);
  if ('problem' in area) return refuse(context, area.problem, 1);
  const unreadable = await pathFault(path);
  if (unreadable !== undefined) return refuse(context, unreadable, 1);
  const kind = /\.(?:ics|ical|ifb)$/i.test(path) ? 'calendar' : 'csv';
  const text = fileText(await readFile(path));
  const preview = await readImport(area, { kind, text, ...wish }, context.clock.now());
  previewWords(area, preview).forEach((each) => context.print(each));
  return options.confirm ? write(area, preview, context) : offer(preview, context);
}

/** Why what is there cannot be read as a file; `undefined`: it can. */
async function pathFault(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return `${path} is a folder: name one file in it`;
  if (!found?.isFile()) return `there is no file ${path}`;
  return found.size > mostBytes ? `${path} is too long: 8 MB at most` : undefined;
}

function offer({ matched }: ImportPreview, context: CommandContext): ExitCode {
  const elsewhere = ', or send the file to the API of the running program';
  const needed = context.keepImport ? '--confirm' : `DATABASE_URL set and --confirm${elsewhere}`;
  const next = `Look through it, then run it again with ${needed}.`;
  context.print(matched.length === 0 ? 'Nothing was written.' : `Nothing was written. ${next}`);
  return 0;
}

async function write(area: Area, preview: ImportPreview, context: CommandContext): Promise<ExitCode> {
  if (preview.matched.length === 0 || !context.keepImport) {
    return refuse(context, 'There was nothing to write.', 1);
  }
  const { id, overrides } = await context.keepImport(area, preview);
  const there = preview.matched.length - overrides;
  const besides = there === 0 ? '' : ` ${counted(there, 'entry', 'entries')} stood there already.`;
  const undo = `To take it back: POST .../areas/${area.id}/calendar-imports/${id}/undo`;
  context.print(`Written: ${counted(overrides, 'override')}.${besides} ${undo}`);
  return 0;
}

function wishOf({ as, line, dates, confirm }: RotaImportOptions, context: CommandContext): Wish | Refused {
  const order = dayOrders.find((each) => each === dates);
  if (as !== 'leave' && as !== 'shifts') return { problem: '--as is leave or shifts' };
  if (as === 'leave' && line !== undefined)
    return { problem: '--line is for shifts: leave holds on every line' };
  if (dates !== undefined && order === undefined) return { problem: '--dates is day-first or month-first' };
  if (confirm && !context.keepImport) {
    const problem =
      '--confirm needs DATABASE_URL: the embedded store belongs to the running service, so send the file to its API';
    return { problem };
  }
  return { as, line, dates: order };
}

function chosenArea(rotas: Rotas, { area, line }: RotaImportOptions): Area | Refused {
  const chosen = chosenLines(rotas, area, line);
  if ('problem' in chosen) return chosen;
  return chosen[0]?.area ?? { problem: `The area "${area}" has no line.` };
}

function refuse(context: CommandContext, words: string, code: ExitCode): ExitCode {
  context.complain(words);
  return code;
}
