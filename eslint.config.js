import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Time comes in by one door, src/clock.ts, so that stories and tests can move it. */
const clock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'Take a Clock from src/clock.ts.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Take a Clock from src/clock.ts.',
  },
  { selector: "CallExpression[callee.name='Date']", message: 'Take a Clock from src/clock.ts.' },
  {
    selector:
      "CallExpression[callee.object.name='DateTime'][callee.property.name=/^(now|utc|local)$/][arguments.length=0]",
    message: 'Take a Clock from src/clock.ts, and wallClock() for the time on the wall.',
  },
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|setInterval)$/]',
    message: 'Take Timers from src/clock.ts.',
  },
  {
    selector:
      'MemberExpression[object.name=/^(globalThis|global)$/][property.name=/^(setTimeout|setInterval|Date)$/]',
    message: 'Take Timers from src/clock.ts.',
  },
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?timers/]',
    message: 'Take Timers from src/clock.ts.',
  },
];

/** The environment is read once, by whoever starts the program, and handed on. */
const environment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Only a main.ts reads the environment; take the setting as an argument.',
  },
  {
    selector: "ImportDeclaration[source.value='node:process'] ImportSpecifier[imported.name='env']",
    message: 'Only a main.ts reads the environment; take the setting as an argument.',
  },
];

const mains = ['src/main.ts', 'src/cli/main.ts', 'src/demo/main.ts'];

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // A port's methods are async even where one of its implementations has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'webhooks/**/*.ts'],
    ignores: ['src/clock.ts', ...mains],
    rules: { 'no-restricted-syntax': ['error', ...clock, ...environment] },
  },
  {
    files: ['test/**/*.ts', ...mains],
    rules: { 'no-restricted-syntax': ['error', ...clock] },
  },
  {
    files: ['src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...environment] },
  },
  {
    files: ['src/rota/**/*.ts', 'src/call/**/*.ts', 'src/statistics/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:(?!crypto$).*|express|pg|bullmq|ioredis|twilio|pino)(/.*)?$',
              message: 'This folder is pure: what it needs of the world is handed to it.',
              allowTypeImports: true,
            },
            {
              regex: '^node:crypto$',
              allowImportNames: ['createHash'],
              message: 'This folder is pure: a hash is computed, chance and new ids are handed to it.',
            },
          ],
        },
      ],
    },
  },
  {
    // Replies read back by supertest and matchers such as expect.any() are `any`.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src/main.ts', 'src/demo/**/*.ts', 'bench/**/*.ts', 'src/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: { process: 'readonly' },
    },
  },
);
