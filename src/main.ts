import { readConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { RotaFaults } from './rota-files/rota-faults.ts';
import { start } from './start.ts';

const withoutTwilio = `Rotaline needs a Twilio account to answer real calls, and these settings are missing:
TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and PUBLIC_URL. See .env.example and README.md.

To see it work with nothing at all, on a simulated phone network:  npm run demo`;

function refuse(...lines: string[]): void {
  for (const line of lines) console.error(line);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const read = readConfig(process.env);
  if (!read.config) return refuse('Rotaline did not start. Mend these settings:', ...read.faults.map((each) => `- ${each}`));
  const { config } = read;
  if (!config.twilio || !config.publicUrl) return refuse(withoutTwilio);
  const logger = createLogger(config.logLevel);
  const running = await start({ ...config, publicUrl: config.publicUrl }, config.twilio, logger);
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
