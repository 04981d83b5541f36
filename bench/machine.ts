import { cpus, totalmem, loadavg, release, type } from 'node:os';

/** What the figures were measured on, a line each. */
export function describeMachine(): string[] {
  const [first] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const [load = 0] = loadavg();
  return [
    `Machine: ${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memory} GB of memory, ${type()} ${release()}`,
    `Node ${process.version}; load average when the bench began: ${load.toFixed(1)} (above the number of cores: figures are too high)`,
  ];
}
