/** Native ESM: jest is started with --experimental-vm-modules, and .ts imports keep their endings. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Types are checked by `npm run lint`; here each file is only stripped of them.
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.jest.json' }] },
  testTimeout: 60_000,
  // A worker mostly waits for a store: with fewer than the cores there are, one of two would stand idle.
  maxWorkers: '100%',
  testSequencer: './test/slowest-first.js',
  // Modules of the tests before stay in a worker's memory, and slow it down.
  workerIdleMemoryLimit: '700MB',
};
