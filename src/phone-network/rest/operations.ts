import published from '../operations.json' with { type: 'json' };

interface Parameter {
  readonly type: string;
  readonly enum?: readonly string[];
}

/** One operation of Twilio's REST API, as its published description has it. */
export interface Operation {
  readonly name: OperationName;
  readonly method: string;
  readonly status: number;
  readonly required: readonly string[];
  readonly form: Readonly<Record<string, Parameter>>;
  readonly query: readonly string[];
  readonly responseFields: readonly string[];
  readonly pattern: RegExp;
}

export type OperationName = keyof typeof published;

export const operations: readonly Operation[] = Object.entries(published).map(([name, operation]) => ({
  ...operation,
  name: name as OperationName,
  pattern: new RegExp(`^${operation.path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`),
}));

/** The operation that a request asks for, and what its path names. */
export function findOperation(
  method: string,
  path: string,
): { readonly operation: Operation; readonly named: Readonly<Record<string, string>> } | undefined {
  for (const operation of operations) {
    const match = operation.method === method ? operation.pattern.exec(path) : null;
    if (match) return { operation, named: { ...match.groups } };
  }
  return undefined;
}

/** The response fields of one thing, in lists too. */
export function fieldsOf(name: OperationName): readonly string[] {
  return published[name].responseFields;
}
