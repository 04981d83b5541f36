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
    expect(line['menu']).toMatchObject({ type: ['string', 'integer'], maximum: 99 });
    expect(line['treatmentFunction']).toMatchObject({ type: ['string', 'integer'], maximum: 999 });
    expect(line['name']).toMatchObject({ type: 'string' });
  });

  test('want days or a date of every shift', () => {
    const line = object.parse(schemaNamed('line.schema.json')).properties;
    expect(line['shifts']).toMatchObject({
      items: { oneOf: [{ required: ['days'] }, { required: ['date'] }] },
    });
  });

  test('refuse what the checks across one file refuse, where a schema can say it', () => {
    const line = object.parse(schemaNamed('line.schema.json')).properties;
    const dependencies = { every: ['days', 'starting'], starting: ['days'] };
    expect(line['open']).toMatchObject({ items: { dependencies } });
    expect(line['shifts']).toMatchObject({
      items: { dependencies, properties: { people: { uniqueItems: true } } },
    });
    expect(line['overflow']).toMatchObject({ uniqueItems: true, items: { pattern: expect.any(String) } });
    const person = z.object({ items: object }).parse(schemaNamed('people.schema.json')).items.properties;
    expect(person['id']).toMatchObject({ not: { enum: expect.arrayContaining(['total', 'nobody']) } });
    expect(person['phones']).toMatchObject({ uniqueItems: true });
  });

  test.each([
    ['2026-12-28', true],
    ['2026-13-28', false],
    ['2026-12-32', false],
    ['1999-12-28', false],
  ])('take %s for a day: %s', (text, is) => {
    const service = object.parse(schemaNamed('service.schema.json')).properties;
    const { items } = z
      .object({ items: z.object({ pattern: z.string() }) })
      .parse(service['bankHolidayDates']);
    expect(new RegExp(items.pattern).test(text)).toBe(is);
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
