import { takesTexts } from '../mobile.ts';
import type { AreaFiles } from './area-files.ts';
import type { FaultList } from './fault-list.ts';
import { idShape } from './field-shapes.ts';
import { fieldOf, textsUnder, textUnder } from './loose-value.ts';
import { checkMenu } from './menu-check.ts';
import { checkPeople } from './people-check.ts';
import { SeenBefore } from './seen-before.ts';

/** What the files of one area say together: nothing twice, nothing missing. */
export function checkArea(area: AreaFiles, faults: FaultList): void {
  checkIds(area, faults);
  checkPresence(area, faults);
  checkPeople(area, faults);
  checkPractices(area, faults);
  checkMenu(area.lines, faults);
  checkManagers(area, faults);
  checkPins(area, faults);
}

function checkIds(area: AreaFiles, faults: FaultList): void {
  const wrong = 'use small letters, digits and hyphens, 40 at most';
  if (!idShape.safeParse(area.id).success) {
    faults.fault(
      `${area.folder}/service.yaml`,
      1,
      `the folder "${area.id}" cannot be an area's id: ${wrong}`,
    );
  }
  for (const id of area.lineIds.filter((each) => !idShape.safeParse(each).success)) {
    faults.fault(`${area.folder}/${id}.yaml`, 1, `the file name "${id}" cannot be a line's id: ${wrong}`);
  }
}

function checkPresence(area: AreaFiles, faults: FaultList): void {
  if (!area.service && !faults.faults.some(({ file }) => file === `${area.folder}/service.yaml`)) {
    faults.fault(
      `${area.folder}/service.yaml`,
      1,
      'the file is missing: every area needs one, with name: and numbers:',
    );
  }
  if (!area.people && !faults.faults.some(({ file }) => file === `${area.folder}/people.yaml`)) {
    faults.fault(
      `${area.folder}/people.yaml`,
      1,
      'the file is missing: every area needs one, with who can be rung',
    );
  }
  if (area.lineIds.length === 0) {
    faults.fault(
      `${area.folder}/service.yaml`,
      1,
      'the area has no line: add a file such as haematology.yaml beside it',
    );
  }
}

function checkPractices({ practices }: AreaFiles, faults: FaultList): void {
  const ods = new SeenBefore(faults);
  const phones = new SeenBefore(faults);
  for (const row of practices?.rows ?? []) {
    const where = { file: practices?.file ?? '', line: row.line };
    if (row.ods !== '') ods.check(row.ods, where, `the ODS code ${row.ods}`);
    for (const phone of row.phones) phones.check(phone, where, `the telephone number ${phone}`);
    const strange = row.practice?.kind === 'gp-practice' && !/^[A-Z]\d{5}$/.test(row.ods);
    if (strange)
      faults.warning(
        where.file,
        where.line,
        `${row.ods} is not a GP practice's ODS code (a letter and five digits)`,
      );
  }
}

const nobodyToTell =
  'nobody is told when an open hour has nobody: write managers: ["+447700900190"], or alertWebhook';

/** No manager twice, and none whose phone is the area's own number. With nobody to tell, alerts would be lost. */
function checkManagers({ service }: AreaFiles, faults: FaultList): void {
  if (!service) return;
  const { source, content } = service;
  if (content?.managers.length === 0 && content.alertWebhook === undefined) {
    faults.warning(source.file, source.lineAt(['managers']), nobodyToTell);
  }
  for (const [place, phone] of (content?.managers ?? []).entries()) {
    const words = `"${phone}" is no UK mobile, so no text is sent to it: give a mobile`;
    if (!takesTexts(phone)) faults.warning(source.file, source.lineAt(['managers', place]), words);
  }
  const own = textsUnder(source.value, 'numbers');
  const managers = textsUnder(source.value, 'managers');
  for (const [place, phone] of managers.entries()) {
    if (phone === undefined) continue;
    const fault = (reason: string): void =>
      faults.fault(source.file, source.lineAt(['managers', place]), reason);
    if (own.includes(phone)) fault(`"${phone}" is the area's own number: a text to it tells nobody`);
    if (managers.indexOf(phone) !== place) fault(`"${phone}" stands twice: keep one`);
  }
}

function checkPins({ service, practices }: AreaFiles, faults: FaultList): void {
  const pins = new SeenBefore(faults);
  const value = service?.source.value;
  const own = textUnder(value, 'pin');
  const rows = practices?.rows.filter(({ pin }) => pin !== undefined) ?? [];
  if (service)
    pins.check(own, { file: service.source.file, line: service.source.lineAt(['pin']) }, 'the PIN');
  for (const { pin, line } of rows) pins.check(pin, { file: practices?.file ?? '', line }, 'the PIN');
  const callers = fieldOf(value, 'callers');
  if (!service || own !== undefined || rows.length > 0) return;
  const line = service.source.lineAt(['callers']);
  if (callers === 'pin') {
    faults.fault(
      service.source.file,
      line,
      'callers: "pin" needs a PIN: write pin: "2468" here, or a column pin in practices.csv',
    );
  }
  if (callers === 'known' && (practices?.rows.length ?? 0) === 0) {
    faults.fault(
      service.source.file,
      line,
      'callers: "known" needs practices.csv, or nobody at all could call',
    );
  }
}
