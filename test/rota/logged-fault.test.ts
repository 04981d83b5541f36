import { describe, expect, test } from '@jest/globals';
import { loggedFault } from '../../src/rota/parse/fault-list.ts';
import { parseRotas } from '../../src/rota/parse-rotas.ts';
import { filesWith, haematology, people, practices, service } from './a-rota.ts';

function logged(changes: Readonly<Record<string, string>>): readonly string[] {
  const { faults, warnings } = parseRotas(filesWith(changes));
  return [...(faults ?? []), ...warnings].map(loggedFault);
}

describe('what the log says of a fault', () => {
  test('is where it stands and of what kind, and nobody’s name, number, or PIN', () => {
    const long = 'Dr Bartholomew Featherstonehaugh '.repeat(4).trim();
    const told = logged({
      'riverside/service.yaml': `${service}managers: ["07700 900190", 447700900191]\npin: "123456789"\ncallers: pin\n`,
      'riverside/people.yaml': people
        .replace('"+447700900101"', '"07700 900 101"')
        .replace('Dr Brown', '[Dr Brown]')
        .replace('Dr Patel', long)
        .replace('"7012348"', '70123')
        .replace('"+447700900104"', '447700900104')
        .concat('- { name: Dr Zoe Quill }\n'),
      'riverside/practices.csv': `${practices}Z99902,"Quill\tSurgery",Weir,GP of Quill,+441614960101,12345678\n`,
    }).join('\n');
    for (const secret of ['Brown', 'Bartholomew', 'Quill', '7012', '07700', '7700', '900', '12345']) {
      expect(told).not.toContain(secret);
    }
    for (const place of [2, 3, 4, 5, 7]) expect(told).toContain(`rotas/riverside/people.yaml:${place}: `);
    expect(told).toContain(
      'rotas/riverside/people.yaml:3: name: […] is not text of 1 to 80 characters on one line',
    );
    expect(told).toContain('rotas/riverside/people.yaml:7: "id" is missing');
  });

  test('is all of it where the fault is in a line', () => {
    expect(logged({ 'riverside/haematology.yaml': haematology.replace('brown', 'drown') })[0]).toBe(
      'rotas/riverside/haematology.yaml:6: "drown" is not in people.yaml (did you mean "brown"?)',
    );
  });

  test.each([
    ['"Dr Samira Ahmed"', '"…" is not in people.yaml'],
    ['"07700 900101"', '"…" is not in people.yaml'],
    ['"07700900101"', '"…" is not in people.yaml'],
  ])('but for a name or a number that stands in its place: %s', (slip, words) => {
    const [told = ''] = logged({ 'riverside/haematology.yaml': haematology.replace('brown', slip) });
    expect(told).toContain(`rotas/riverside/haematology.yaml:6: ${words}`);
    expect(told).not.toMatch(/Samira|7700/);
  });

  test('is nothing of a text that is too long, or of a file that is named for somebody', () => {
    const told = logged({
      'riverside/haematology.yaml': `${haematology}nextRoute: ${'Ring Dr Ahmed on 0161 496 0999. '.repeat(20)}\n`,
      'riverside/Dr Samira Ahmed 07700900101.csv': 'x',
      'riverside/service.yaml': `${service}pin: 12a4\n`,
    });
    expect(told).toHaveLength(3);
    expect(told.join('\n')).not.toMatch(/Samira|Ahmed|7700|0161|0999|12a4/);
  });

  test('and of a warning: not whose phone it is', () => {
    const shared = `${people}- { id: other, name: Dr Other, phones: ["+447700900101"] }\n`;
    expect(logged({ 'riverside/people.yaml': shared })).toContain(
      "rotas/riverside/people.yaml:7: … is also the phone of …: texts from it are nobody's",
    );
  });
});
