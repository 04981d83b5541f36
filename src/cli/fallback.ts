import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../clock.ts';
import { fallbackFiles, type FallbackFile } from '../fallback/fallback-files.ts';
import { instantFromText } from '../rota/instant-text.ts';
import { isOpen } from '../rota/opening.ts';
import type { Area } from '../rota/types.ts';
import { longInstant } from '../rota/words.ts';
import { listed } from '../texts/notice-words.ts';
import { askKeptRota } from './ask-kept-rota.ts';
import { goodRotas, type CommandContext, type ExitCode } from './command-context.ts';

export interface FallbackOptions {
  /** The folder to write into; made when it is not there. */
  readonly out: string;
  /** Where that folder will be served. */
  readonly baseUrl: string;
  /** Whose duty to write down: an ISO instant, "2026-12-01T09:00:00Z". Absent: who is on duty now. */
  readonly at?: string | undefined;
}

/** Writes the TwiML that Twilio is to find elsewhere when we are gone: it rings who is on duty at one instant. */
export async function fallback(options: FallbackOptions, context: CommandContext): Promise<ExitCode> {
  const baseUrl = servedAt(options.baseUrl);
  const at = instantOf(options.at, context);
  if (!baseUrl) context.complain('--base-url must be an https URL without a question mark.');
  if (at === undefined)
    context.complain('--at must be an instant with its offset, such as 2026-12-01T09:00:00Z.');
  if (!baseUrl || at === undefined) return 2;
  const rotas = await goodRotas(context);
  if (!rotas) return 1;
  try {
    const kept = await askKeptRota(rotas.areas, { from: at, to: at + 1 }, context);
    const overrides = [...kept.values()].flatMap((each) => each.overrides);
    const files = fallbackFiles({ rotas, at, baseUrl, overrides });
    await mkdir(options.out, { recursive: true });
    for (const file of files) await writeWhole(options.out, file);
    context.print(
      `Wrote ${files.length} files to ${options.out}, with the clinicians' telephone numbers in them.`,
    );
  } catch (error) {
    context.complain(error instanceof Error ? error.message : String(error));
    return 1;
  }
  for (const area of rotas.areas) {
    context.print(`${area.name}: ${new URL(`${area.id}.xml`, baseUrl).href}`);
    context.print(`  ${dutyWords(area, at)}`);
  }
  context.print(
    'The files know of no other moment: write them anew every quarter of an hour, for example by cron.',
  );
  context.print('Keep these URLs secret.');
  return 0;
}

/** "rings whoever is on duty at 10am on Monday 23 November 2026; closed then: Cardiology". */
function dutyWords(area: Area, at: Instant): string {
  const closed = area.lines.filter((line) => !isOpen(area, line, at)).map(({ name }) => name);
  const duty = `rings whoever is on duty at ${longInstant(at, area.timezone)}`;
  return closed.length === 0 ? duty : `${duty}; closed then: ${listed(closed)}`;
}

/** A server that reads the folder meanwhile finds the old file or the new one, never half of it. */
async function writeWhole(folder: string, { name, content }: FallbackFile): Promise<void> {
  const draft = join(folder, `.${name}.part`);
  await writeFile(draft, content);
  await rename(draft, join(folder, name));
}

function servedAt(baseUrl: string): string | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== 'https:' || url.search || url.hash) return undefined;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

function instantOf(text: string | undefined, { clock }: CommandContext): Instant | undefined {
  if (text === undefined) return clock.now();
  // Of several areas, no one's clocks are meant: an offset must say.
  return /T.*(Z|[+-]\d\d:?\d\d)$/i.test(text) ? instantFromText(text, 'utc') : undefined;
}
