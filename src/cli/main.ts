#!/usr/bin/env node
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { systemTime } from '../clock.ts';
import { loadRotas } from '../rota-files/load-rotas.ts';
import { keepImport } from './keep-import.ts';
import { keptRota } from './kept-rota.ts';
import { runCommand } from './run-command.ts';

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    // Whoever closes the terminal has not agreed.
    const answer = await Promise.race([lines.question(question), once(lines, 'close').then(() => '')]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}

const { DATABASE_URL: databaseUrl } = process.env;

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  clock: systemTime,
  print: (line) => console.log(line),
  complain: (line) => console.error(line),
  ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  readRotas: loadRotas,
  keptRota: databaseUrl ? (areas, span) => keptRota(databaseUrl, areas, span) : undefined,
  keepImport: databaseUrl ? (area, preview) => keepImport(databaseUrl, area, preview) : undefined,
});
