import { rename, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Rotas } from '../../src/rota/types.ts';
import { RotaFaults } from '../../src/rota-files/rota-faults.ts';
import { stillFor } from '../../src/rota-files/folder-watch.ts';
import { RotaWatch } from '../../src/rota-files/rota-watch.ts';
import type { RotaLog } from '../../src/rota-files/rota-watch.ts';
import { VirtualTime } from '../../src/virtual-time.ts';
import { filesWith, haematology, managers, people, rotasWith, service } from '../rota/a-rota.ts';
import { aRotaFolder } from './a-rota-folder.ts';
import type { RotaFolder } from './a-rota-folder.ts';

const start = Date.parse('2026-11-23T09:00Z');

let folder: RotaFolder;
let timers: VirtualTime;
let watch: RotaWatch | undefined;
let told: string[];
const logger: RotaLog = {
  info: (_, words) => void told.push(`info: ${words}`),
  warn: (_, words) => void told.push(`warn: ${words}`),
  error: (about, words) => void told.push(`error: ${words} ${JSON.stringify(about)}`),
};

beforeEach(async () => {
  folder = await aRotaFolder(filesWith({ 'riverside/service.yaml': service + managers }));
  timers = new VirtualTime(start);
  told = [];
});
afterEach(async () => {
  watch?.close();
  watch = undefined;
  await folder.clear();
});

async function watching(): Promise<RotaWatch> {
  watch = await RotaWatch.start({ dir: folder.dir, timers, logger, hints: false });
  return watch;
}

/** Lets so many milliseconds go by, and waits until the look that is then due is over. */
async function passes(milliseconds: number, of: RotaWatch): Promise<void> {
  timers.moveTo(timers.now() + milliseconds);
  await of.look();
}

/** Lets one second go by, and as long as nothing must have moved since. */
async function aSecond(of: RotaWatch): Promise<void> {
  await passes(1000, of);
  await passes(stillFor, of);
}

describe('at the start', () => {
  test('a sound folder is in force', async () => {
    const { current, problem } = await watching();
    expect(current.areas.map(({ id }) => id)).toEqual(['riverside']);
    expect(problem).toBeUndefined();
  });

  test('a faulty folder throws, with every fault on a line of its own', async () => {
    await folder.write('riverside/service.yaml', 'name: Riverside\nnumbers: []\nrecord: yes\n');
    const failure: unknown = await watching().catch((problem: unknown) => problem);
    expect(failure).toBeInstanceOf(RotaFaults);
    expect((failure as RotaFaults).message.split('\n')).toEqual([
      'The rota files have faults (rota check tells them in full):',
      'rotas/riverside/service.yaml:2: numbers: is empty: write at least one, like ["…"]',
      'rotas/riverside/service.yaml:3: record: "yes" is neither true nor false',
    ]);
    expect(timers.next()).toBeUndefined();
  });
});

describe('at a start with faulty files', () => {
  const lastGood = { rotas: rotasWith(), files: filesWith() };
  const starts = async (): Promise<RotaWatch> => {
    await folder.write('riverside/haematology.yaml', haematology.replace('brown', 'drown'));
    watch = await RotaWatch.start({
      ...{ dir: folder.dir, timers, logger, hints: false },
      lastGood: async () => lastGood,
    });
    return watch;
  };

  test('the last good rotas serve, and the faults are told', async () => {
    const { current, files, problem } = await starts();
    expect({ rotas: current, files }).toEqual(lastGood);
    expect(problem?.faults.map(({ reason }) => reason)).toEqual([
      '"drown" is not in people.yaml (did you mean "brown"?)',
    ]);
    expect(told.filter((each) => each.startsWith('error')).join()).toContain('riverside/haematology.yaml:6');
  });

  test('mended files are in force a second later', async () => {
    const rotaWatch = await starts();
    await folder.write('riverside/haematology.yaml', haematology.replace('brown', 'okafor'));
    await aSecond(rotaWatch);
    expect(rotaWatch.problem).toBeUndefined();
    expect(rotaWatch.current.areas[0]?.lines[0]?.shifts[0]?.people).toEqual(['ahmed', 'okafor', 'patel']);
  });

  test('sound files are in force, whatever was before', async () => {
    const asked: unknown[] = [];
    watch = await RotaWatch.start({
      ...{ dir: folder.dir, timers, logger, hints: false },
      lastGood: async () => void asked.push('asked'),
    });
    expect(watch.problem).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('nothing serves when nothing was ever good', async () => {
    await folder.write('riverside/haematology.yaml', 'name: [');
    const start = RotaWatch.start({ dir: folder.dir, timers, logger, lastGood: async () => undefined });
    await expect(start).rejects.toThrow(RotaFaults);
    expect(timers.next()).toBeUndefined();
  });
});

describe('while it runs', () => {
  test('a changed file is in force a second later, and whoever listens is told once', async () => {
    const rotaWatch = await watching();
    const heard: Rotas[] = [];
    rotaWatch.onChange((rotas) => heard.push(rotas));
    const before = rotaWatch.current;
    await folder.write('riverside/service.yaml', service.replace('Riverside', 'Riverbank'));
    await aSecond(rotaWatch);
    await aSecond(rotaWatch);
    expect(rotaWatch.current.areas[0]?.name).toBe('Riverbank');
    expect(rotaWatch.current.hash).not.toBe(before.hash);
    expect(heard).toEqual([rotaWatch.current]);
  });

  test('a new and a removed file are noticed', async () => {
    const rotaWatch = await watching();
    const ids = (): readonly (string | undefined)[] =>
      rotaWatch.current.areas[0]?.lines.map(({ id }) => id) ?? [];
    await folder.write('riverside/second.yaml', haematology.replace('menu: 1', 'menu: 2'));
    await aSecond(rotaWatch);
    expect(ids()).toEqual(['haematology', 'second']);
    await folder.remove('riverside/second.yaml');
    await aSecond(rotaWatch);
    expect(ids()).toEqual(['haematology']);
  });

  test('faulty files are refused: the last good rota stays in force, and the faults are told', async () => {
    const rotaWatch = await watching();
    const heard: Rotas[] = [];
    rotaWatch.onChange((rotas) => heard.push(rotas));
    const before = rotaWatch.current;
    await folder.write('riverside/haematology.yaml', haematology.replace('brown', 'drown'));
    await aSecond(rotaWatch);
    expect(rotaWatch.current).toBe(before);
    expect(heard).toEqual([]);
    expect(rotaWatch.problem).toEqual({
      at: start + 1000 + stillFor,
      faults: [
        {
          file: 'rotas/riverside/haematology.yaml',
          line: 6,
          reason: '"drown" is not in people.yaml (did you mean "brown"?)',
        },
      ],
    });
    expect(told.join('\n')).toContain('rotas/riverside/haematology.yaml:6');
  });

  test('the log says where a fault is, and nobody’s name or number', async () => {
    const rotaWatch = await watching();
    await folder.write(
      'riverside/people.yaml',
      people.replace('Dr Ahmed', '[Dr Ahmed]').replace('"+447700900102"', '"07700 900102"'),
    );
    await aSecond(rotaWatch);
    expect(rotaWatch.problem?.faults).toHaveLength(2);
    expect(told.join()).toContain('rotas/riverside/people.yaml:3: phones: ');
    expect(told.join()).not.toMatch(/Ahmed|7700/);
  });

  test('the problem is over when the files are sound again', async () => {
    const rotaWatch = await watching();
    const before = rotaWatch.current;
    await folder.write('riverside/haematology.yaml', 'name: [');
    await aSecond(rotaWatch);
    expect(rotaWatch.problem).toBeDefined();
    await folder.write('riverside/haematology.yaml', haematology);
    await aSecond(rotaWatch);
    expect(rotaWatch.problem).toBeUndefined();
    expect(rotaWatch.current).toBe(before);
  });

  test('a folder that vanishes changes nothing that is in force', async () => {
    const rotaWatch = await watching();
    await folder.clear();
    await aSecond(rotaWatch);
    expect(rotaWatch.current.areas).toHaveLength(1);
    expect(rotaWatch.problem?.faults[0]?.reason).toMatch(/^there is no folder /);
  });

  test('a file saved without a change disturbs nobody', async () => {
    const rotaWatch = await watching();
    const before = rotaWatch.current;
    rotaWatch.onChange(() => {
      throw new Error('nothing changed');
    });
    await folder.write('riverside/haematology.yaml', haematology);
    await aSecond(rotaWatch);
    expect(rotaWatch.current).toBe(before);
    expect(told).toEqual([]);
  });

  test('who no longer listens is no longer told', async () => {
    const rotaWatch = await watching();
    const heard: Rotas[] = [];
    const stop = rotaWatch.onChange((rotas) => heard.push(rotas));
    stop();
    await folder.write('riverside/service.yaml', service.replace('Riverside', 'Riverbank'));
    await aSecond(rotaWatch);
    expect(heard).toEqual([]);
  });

  test('a closed watch looks no more', async () => {
    const rotaWatch = await watching();
    rotaWatch.close();
    expect(timers.next()).toBeUndefined();
    await folder.write('riverside/service.yaml', service.replace('Riverside', 'Riverbank'));
    await rotaWatch.look();
    expect(rotaWatch.current.areas[0]?.name).toBe('Riverside');
  });

  test('it looks again after each look', async () => {
    const rotaWatch = await watching();
    expect(timers.next()).toBe(start + 1000);
    await aSecond(rotaWatch);
    await Promise.resolve();
    expect(timers.next()).toBe(start + 2000);
  });

  describe('files that are being written', () => {
    const half = haematology.replace(', brown, patel', '');

    test('are not read until nothing has moved for a moment', async () => {
      const rotaWatch = await watching();
      const heard: Rotas[] = [];
      rotaWatch.onChange((rotas) => heard.push(rotas));
      await folder.write('riverside/haematology.yaml', half);
      await passes(1000, rotaWatch);
      await folder.write('riverside/haematology.yaml', 'name: [');
      await passes(stillFor, rotaWatch);
      await folder.write('riverside/haematology.yaml', haematology.replace('brown', 'okafor'));
      await passes(stillFor - 1, rotaWatch);
      expect(heard).toEqual([]);
      await passes(1, rotaWatch);
      await passes(stillFor, rotaWatch);
      expect(heard).toEqual([rotaWatch.current]);
      expect(rotaWatch.current.areas[0]?.lines[0]?.shifts[0]?.people).toEqual(['ahmed', 'okafor', 'patel']);
      expect(told.filter((each) => !each.startsWith('info'))).toEqual([]);
    });

    test('are in force within two seconds, whenever the last of them was written', async () => {
      const rotaWatch = await watching();
      await passes(999, rotaWatch);
      await folder.write('riverside/haematology.yaml', half);
      const written = timers.now();
      while (rotaWatch.current.areas[0]?.lines[0]?.shifts[0]?.people.length !== 1)
        await passes(50, rotaWatch);
      expect(timers.now() - written).toBeLessThan(1500);
    });
  });

  describe('files that move all the time', () => {
    const moves = async (of: RotaWatch, seconds: number): Promise<void> => {
      for (let move = 0; move < seconds * 5; move++) {
        await folder.write('riverside/haematology.yaml', `${haematology}# ${move}\n`);
        await passes(200, of);
      }
    };
    const restless =
      'something in the folder moves all the time: files are read when nothing has for a moment';

    test('are told of once, and what was in force serves on', async () => {
      const rotaWatch = await watching();
      const before = rotaWatch.current;
      await moves(rotaWatch, 14);
      expect(rotaWatch.problem).toBeUndefined();
      await moves(rotaWatch, 6);
      expect(rotaWatch.problem?.faults).toEqual([{ file: 'rotas', line: 1, reason: restless }]);
      expect(rotaWatch.current).toBe(before);
      expect(told.filter((each) => each.startsWith('error'))).toHaveLength(1);
    });

    test.each([
      ['changed', `${haematology}# at rest`],
      ['as they were', haematology],
    ])('are read when they come to rest, %s', async (_, atRest) => {
      const rotaWatch = await watching();
      const before = rotaWatch.current.hash;
      await moves(rotaWatch, 20);
      await folder.write('riverside/haematology.yaml', atRest);
      await aSecond(rotaWatch);
      expect(rotaWatch.problem).toBeUndefined();
      expect(rotaWatch.current.hash === before).toBe(atRest === haematology);
    });
  });

  test('a folder that is a link to another from now on is read there', async () => {
    const next = await aRotaFolder(
      filesWith({ 'riverside/service.yaml': service.replace('Riverside', 'Riverbank') }),
    );
    const link = join(next.dir, '..', 'current');
    await symlink(folder.dir, link);
    watch = await RotaWatch.start({ dir: link, timers, logger, hints: false });
    await symlink(next.dir, `${link}.new`);
    await rename(`${link}.new`, link);
    await aSecond(watch);
    expect(watch.current.areas[0]?.name).toBe('Riverbank');
    await next.clear();
  });

  test('a ConfigMap of Kubernetes is read anew when its data are changed for others', async () => {
    const [was, is] = ['..2026_11_23', '..2026_11_24'];
    for (const [path, text] of filesWith()) {
      const name = basename(path);
      await folder.remove(path);
      await folder.write(`riverside/${was}/${name}`, text);
      await folder.write(`riverside/${is}/${name}`, text.replace('Haematology', 'Blood'));
      await symlink(join('..data', name), join(folder.dir, path));
    }
    const data = join(folder.dir, 'riverside', '..data');
    await symlink(was, data);
    const rotaWatch = await watching();
    expect(rotaWatch.current.areas[0]?.lines[0]?.name).toBe('Haematology');
    await symlink(is, `${data}_tmp`);
    await rename(`${data}_tmp`, data);
    await folder.remove(`riverside/${was}`);
    await aSecond(rotaWatch);
    expect(rotaWatch.current.areas[0]?.lines[0]?.name).toBe('Blood');
    expect(rotaWatch.problem).toBeUndefined();
  });
});
