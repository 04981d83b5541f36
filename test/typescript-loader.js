import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// `node --import ./test/typescript-loader.js file.ts`: for tests that need a process of their own.
if (isMainThread) register(import.meta.url);

/** Strips our TypeScript of its types, as jest does. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { default: typescript } = await import('typescript');
  const source = await readFile(fileURLToPath(url), 'utf8');
  const compilerOptions = { module: 'esnext', target: 'es2023', verbatimModuleSyntax: true };
  const { outputText } = typescript.transpileModule(source, {
    compilerOptions,
    fileName: fileURLToPath(url),
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
