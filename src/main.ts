import { missingForCalls, readConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { RotaFaults } from './rota-files/rota-faults.ts';
import { start } from './start.ts';

function withoutTwilio(missing: readonly string[]): string {
  return `Rotaline needs a Twilio account to answer real calls, and this is missing: ${missing.join(', ')}.
Settings come from the environment (see .env.example and README.md). Where they are in .env:  set -a; . ./.env; set +a
To see it work with nothing at all, on a simulated phone network:  npm run demo`;
}

function refuse(...lines: string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if ('faults' in read) {
    const missing = read.missing.map(
      (name) => `${name} is not set: real calls need it; npm run demo does not.`,
    );
    const lines = [...read.faults, ...missing].map((each) => `- ${each}`);
    return refuse('Rotaline did not start. Mend these settings:', ...lines);
  }
  const { config } = read;
  const { twilio, publicUrl } = config;
  if (!twilio || !publicUrl) return refuse(withoutTwilio(missingForCalls(config)));
  const logger = createLogger(config.logLevel);
  const running = await start({ ...config, twilio, publicUrl }, logger);
  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping');
    running.stop().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ err }, 'did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((problem: unknown) => {
  if (problem instanceof RotaFaults) return refuse('Rotaline did not start.', problem.message);
  refuse(`Rotaline did not start: ${problem instanceof Error ? problem.message : String(problem)}`);
});
