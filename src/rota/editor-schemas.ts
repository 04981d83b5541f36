import { z } from 'zod';
import { peopleShape, serviceShape } from './parse/file-shapes.ts';
import { lineShape } from './parse/line-shape.ts';
import { digitKeys } from './parse/yaml-source.ts';

/** A schema that editors check a rota file by and complete it from. */
export interface EditorSchema {
  /** Its file within the rota folder: "line.schema.json". */
  readonly name: string;
  readonly text: string;
}

const shapes = [
  { name: 'service.schema.json', title: 'The service.yaml of a Rotaline area', shape: serviceShape },
  { name: 'people.schema.json', title: 'The people.yaml of a Rotaline area', shape: peopleShape },
  { name: 'line.schema.json', title: 'A line of a Rotaline area', shape: lineShape },
] as const;

/**
 * JSON Schemas (draft 7, which every editor knows) of the files a rota folder holds, made from the shapes that the
 * files are checked by. They catch what can be seen in one file; `rota check` sees the rest.
 */
export function editorSchemas(): readonly EditorSchema[] {
  return shapes.map(({ name, title, shape }) => ({
    name,
    text: `${JSON.stringify({ title, ...schemaOf(shape) }, undefined, 2)}\n`,
  }));
}

function schemaOf(shape: z.ZodType): object {
  return z.toJSONSchema(shape, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema, path }) => {
      // The parser takes `menu: 1` and `gmc: 7012345` as they stand, so an editor must not complain of them.
      if (digitKeys.has(path.at(-1)) && jsonSchema.type === 'string') {
        Object.assign(jsonSchema, { type: ['string', 'integer'], minimum: 0, maximum: largest(jsonSchema) });
      }
    },
  });
}

/** The largest number of as many digits as the pattern takes: 99 of `\d{1,2}`. */
function largest({ pattern = '' }: { readonly pattern?: string | undefined }): number {
  const [, most = ''] = /(\d+)\}/.exec(pattern) ?? [];
  return 10 ** Number(most) - 1;
}
