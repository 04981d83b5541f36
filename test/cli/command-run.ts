import type { CommandContext, ExitCode } from '../../src/cli/command-context.ts';
import { runCommand } from '../../src/cli/run-command.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';

export interface CommandRun {
  readonly code: ExitCode;
  readonly printed: string;
  readonly complained: string;
}

const people = '- { id: ahmed, name: Dr Samira Ahmed, gmc: "7012345", phones: ["+447700900101"] }\n';
const haematology = `name: Haematology
treatmentFunction: "303"
menu: 1
ring: { seconds: 20, order: listed, passes: 1, atOnce: 1, giveUpAfter: 180 }
open:
  - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00" }
bankHolidays: closed
shifts:
  - { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", people: [ahmed] }
unanswered: goodbye
`;

/** The rota files of an area that has `numbers`. */
export function areaFiles(area: string, ...numbers: string[]): [path: string, text: string][] {
  const service = `name: ${area}
numbers: ${JSON.stringify(numbers)}
timezone: Europe/London
bankHolidays: england-and-wales
callers: open
askNhsNumber: false
greeting: Welcome to ${area}.
record: false
`;
  return [
    [`${area}/service.yaml`, service],
    [`${area}/people.yaml`, people],
    [`${area}/haematology.yaml`, haematology],
  ];
}

export interface RunSetting {
  readonly env?: CommandContext['env'];
  readonly files?: readonly (readonly [path: string, text: string])[];
  readonly ask?: CommandContext['ask'];
  readonly keptRota?: CommandContext['keptRota'];
  /** A Monday morning, unless told. */
  readonly now?: number;
}

/** Runs a command as its user would, on rota files that are in memory. */
export async function commandRun(args: readonly string[], setting: RunSetting = {}): Promise<CommandRun> {
  const printed: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(args, {
    env: setting.env ?? {},
    clock: { now: () => setting.now ?? Date.UTC(2026, 10, 23, 10) },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
    ask: setting.ask,
    keptRota: setting.keptRota,
    readRotas: async () => parseRotas(new Map(setting.files ?? areaFiles('riverside', '+441614960000'))),
  });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
}
