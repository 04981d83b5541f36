import { createLogger } from '../logger.ts';
import { preparedDatabase } from './prepared.ts';

// Run by `npm run build`, so that the first start of an embedded store is quick.
await preparedDatabase(createLogger('warn'));
