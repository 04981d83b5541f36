import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemTime } from '../../../src/clock.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = join(root, 'dist/src/main.js');

/** Builds the program when a source is newer than what was built. */
export function buildIfStale(): void {
  const sources = ['src', 'webhooks'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((name) => join(root, folder, String(name))),
  );
  const newest = Math.max(...sources.map((file) => statSync(file).mtimeMs));
  if (existsSync(main) && statSync(main).mtimeMs >= newest) return;
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const built = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (statSync(main).mtimeMs < newest) throw new Error(`the build failed:\n${built.stdout}`);
}

export type Settings = Readonly<Record<string, string>>;

/** The program as `npm start` runs it, in a process of its own. */
export class Program {
  readonly #settings: Settings;
  #process: ChildProcess | undefined;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** Resolves when it says that it is ready. */
  async start(): Promise<void> {
    const { PATH = '' } = process.env;
    const env = { PATH, LOG_LEVEL: 'info', ...this.#settings };
    const started = spawn(process.execPath, [main], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = started;
    const lines = createInterface(started.stdout);
    await new Promise<void>((ready, failed) => {
      lines.on('line', (line) => line.includes('"msg":"ready"') && ready());
      started.once('exit', (code, signal) => failed(new Error(`the program ended: ${code ?? signal ?? ''}`)));
    });
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ended = this.#process;
    this.#process = undefined;
    if (!ended || ended.exitCode !== null) return;
    const gone = once(ended, 'exit');
    ended.kill(signal);
    await gone;
  }
}

/**
 * What stands before a program on the internet: it keeps its address, and lets a request wait for as long as nobody
 * answers behind it.
 */
export class FrontDoor {
  readonly #server: Server;
  readonly #visitors: ReadonlySet<Socket>;
  readonly backPort: number;

  private constructor(server: Server, visitors: ReadonlySet<Socket>, backPort: number) {
    this.#server = server;
    this.#visitors = visitors;
    this.backPort = backPort;
  }

  static async open(): Promise<FrontDoor> {
    const backPort = await freePort();
    const visitors = new Set<Socket>();
    const server = createServer((visitor) => {
      visitors.add(visitor);
      let behind: Socket | undefined;
      const knock = (): void => {
        behind = connect(backPort, '127.0.0.1');
        behind.once('connect', () => behind && visitor.pipe(behind).pipe(visitor));
        behind.once('error', () => (visitor.destroyed ? undefined : systemTime.after(20, knock)));
      };
      visitor.on('error', () => undefined);
      visitor.once('close', () => {
        visitors.delete(visitor);
        behind?.destroy();
      });
      knock();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FrontDoor(server, visitors, backPort);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sends everybody away: whoever waits for somebody behind it would wait for ever. */
  close(): void {
    this.#server.close();
    for (const visitor of this.#visitors) visitor.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const service = `name: Riverside
numbers: ["+441614960000"]
timezone: Europe/London
bankHolidays: england-and-wales
callers: open
askNhsNumber: false
greeting: Welcome to Riverside advice and guidance.
record: false
`;
const people = `- { id: ahmed, name: Dr Samira Ahmed, gmc: "7012345", phones: ["+447700900101"] }
- { id: brown, name: Dr Peter Brown, gmc: "7012346", phones: ["+447700900102"] }
`;
const practices = `ods,name,network,kind,phones
Z99901,Fiction Lane Surgery,Weir and Vale,gp-practice,+441614960101
`;
const haematology = `name: Haematology
treatmentFunction: "303"
menu: 1
ring: { seconds: 20, order: listed, passes: 1, atOnce: 1, giveUpAfter: 180 }
open:
  - { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00" }
bankHolidays: open
shifts:
  - { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", to: "24:00", people: [ahmed, brown] }
unanswered: goodbye
`;

/** A rota folder with one line, Haematology, and Ahmed before Brown on it day and night. */
export async function writeRotas(folder: string): Promise<void> {
  const area = join(folder, 'riverside');
  await mkdir(area, { recursive: true });
  const files = {
    'service.yaml': service,
    'people.yaml': people,
    'practices.csv': practices,
    'haematology.yaml': haematology,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(area, name), text);
}
