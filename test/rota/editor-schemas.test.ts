import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { editorSchemas } from '../../src/rota/editor-schemas.ts';

const rotas = new URL('../../rotas/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, rotas), 'utf8');

const properties = z.record(z.string(), z.looseObject({ description: z.string().min(10) }));
const object = z.object({
  properties,
  additionalProperties: z.literal(false),
  required: z.array(z.string()),
});
const schemaNamed = (name: string): unknown =>
  JSON.parse(editorSchemas().find((each) => each.name === name)?.text ?? 'null');

describe('the schemas for editors', () => {
  test.each(editorSchemas())(
    '$name in rotas/ is what the shapes say: else run rota schema',
    ({ name, text }) => {
      expect(read(name)).toBe(text);
    },
  );

  test('describe every field, and allow no other', () => {
    expect(Object.keys(object.parse(schemaNamed('service.schema.json')).properties)).toEqual(
      expect.arrayContaining(['name', 'numbers', 'managers', 'alertWebhook']),
    );
    const person = z.object({ items: object }).parse(schemaNamed('people.schema.json')).items;
    expect(person.required).toEqual(['id', 'name']);
    expect(person.properties['reminders']).toMatchObject({ type: 'boolean', default: true });
    const line = object.parse(schemaNamed('line.schema.json')).properties;
    expect(line['minimum']).toMatchObject({ type: 'integer', minimum: 1, maximum: 20, default: 2 });
    expect(line['wrapUp']).toMatchObject({ type: 'integer', minimum: 0, maximum: 900, default: 0 });
    expect(line['bankHolidays']).toMatchObject({ enum: ['closed', 'open'], default: 'closed' });
  });

  test('take digits without quotes wherever the parser does, and nowhere else', () => {
    const line = object.parse(schemaNamed('line.schema.json')).properties;
    expect(line['menu']).toMatchObject({ type: ['string', 'integer'] });
    expect(line['name']).toMatchObject({ type: 'string' });
  });

  test('want days or a date of every shift', () => {
    const line = object.parse(schemaNamed('line.schema.json')).properties;
    expect(line['shifts']).toMatchObject({
      items: { oneOf: [{ required: ['days'] }, { required: ['date'] }] },
    });
  });
});

describe('the samples', () => {
  test.each([
    ['service.yaml', 'service'],
    ['people.yaml', 'people'],
    ['haematology.yaml', 'line'],
    ['cardiology.yaml', 'line'],
  ])('%s tells editors its schema in its first line', (name, kind) => {
    expect(read(`riverside/${name}`).split('\n', 1)).toEqual([
      `# yaml-language-server: $schema=../${kind}.schema.json`,
    ]);
  });
});
