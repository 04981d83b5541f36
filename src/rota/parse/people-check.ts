import type { AreaFiles } from './area-files.ts';
import type { FaultList } from './fault-list.ts';
import { textsUnder, textUnder } from './loose-value.ts';
import { SeenBefore } from './seen-before.ts';
import type { Path, YamlSource } from './yaml-source.ts';

/** Nobody in people.yaml twice, and no phone that would ring the area itself. */
export function checkPeople({ people, service }: AreaFiles, faults: FaultList): void {
  if (!people) return;
  const { source } = people;
  const ids = new SeenBefore(faults);
  const gmcs = new SeenBefore(faults);
  const phones = new PhoneOwners(source, textsUnder(service?.source.value, 'numbers'), faults);
  const entries: readonly unknown[] = Array.isArray(source.value) ? source.value : [];
  for (const [index, person] of entries.entries()) {
    const id = textUnder(person, 'id');
    const gmc = textUnder(person, 'gmc');
    ids.check(id, { file: source.file, line: source.lineAt([index, 'id']) }, `the id "${id ?? ''}"`);
    gmcs.check(
      gmc,
      { file: source.file, line: source.lineAt([index, 'gmc']) },
      `the GMC number ${gmc ?? ''}`,
    );
    for (const [place, phone] of textsUnder(person, 'phones').entries()) {
      if (phone !== undefined) phones.check(phone, id ?? '', [index, 'phones', place]);
    }
  }
}

/** Whose each phone is. Two people may share one, but then nobody can say who texts from it. */
class PhoneOwners {
  readonly #owners = new Map<string, string>();
  readonly #source: YamlSource;
  readonly #areasOwn: readonly (string | undefined)[];
  readonly #faults: FaultList;

  constructor(source: YamlSource, areasOwn: readonly (string | undefined)[], faults: FaultList) {
    this.#source = source;
    this.#areasOwn = areasOwn;
    this.#faults = faults;
  }

  check(phone: string, owner: string, path: Path): void {
    const { file } = this.#source;
    const line = this.#source.lineAt(path);
    const before = this.#owners.get(phone);
    this.#owners.set(phone, before ?? owner);
    if (this.#areasOwn.includes(phone)) {
      this.#faults.fault(file, line, `"${phone}" is the area's own number: it would ring itself`);
    }
    if (before === owner) this.#faults.fault(file, line, `"${phone}" stands twice for one person: keep one`);
    else if (before !== undefined) {
      this.#faults.warning(
        file,
        line,
        `"${phone}" is also the phone of "${before}": texts from it are nobody's`,
      );
    }
  }
}
