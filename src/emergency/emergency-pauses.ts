import type { Clock, Instant } from '../clock.ts';
import { areaById, findArea, withOverflow } from '../rota/directory.ts';
import { pauseEnd, shiftEnd } from '../rota/duties/clinician-duties.ts';
import { restOfShift } from '../rota/duties/rest-of-shift.ts';
import type { Area, AreaId, ClinicianId, PhoneNumber, Rotas } from '../rota/types.ts';
import type { OverridesKnown } from './overrides-known.ts';
import type { PausesHeard } from './pauses-heard.ts';

export interface EmergencyPausesNeeds {
  readonly rotas: { readonly current: Rotas };
  readonly clock: Clock;
  readonly overrides: Pick<OverridesKnown, 'current'>;
  readonly pauses: Pick<PausesHeard, 'wish'>;
}

/** Who presses 3 or texts OFF while the database is away: not rung from memory from now on, and stored once it is back. */
export class EmergencyPauses {
  readonly #needs: EmergencyPausesNeeds;

  constructor(needs: EmergencyPausesNeeds) {
    this.#needs = needs;
  }

  /** OFF: until the end of their shift, as the rota in memory has it, where no other time is given. */
  begin(areaId: AreaId, clinician: ClinicianId, until: Instant | 'shift-end'): void {
    const { rotas, clock, overrides, pauses } = this.#needs;
    const area = areaById(rotas.current, areaId);
    if (!area) return;
    const from = clock.now();
    const to = until === 'shift-end' ? pauseEnd(area, clinician, from, overrides.current()) : until;
    pauses.wish({ area: areaId, clinician, from, to });
  }

  /** 3: for the rest of their shift, in every area that has them. */
  beginRest(area: AreaId, clinician: ClinicianId): void {
    const { rotas, clock, overrides, pauses } = this.#needs;
    const rest = restOfShift(rotas.current, { area, clinician }, clock.now(), overrides.current());
    for (const each of rest) pauses.wish(each);
  }

  /** The same of whoever's telephone was rung from the area's number; false when it is not sure who that is. */
  beginOf(phone: PhoneNumber, service: PhoneNumber): boolean {
    const [area, ...overflow] = this.#areasRungFrom(service);
    const here = area && this.#ownersIn(area, phone);
    const owners = here?.length ? here : overflow.flatMap((each) => this.#ownersIn(each, phone));
    const [owner, another] = owners;
    if (!owner || another) return false;
    this.beginRest(owner.area, owner.clinician);
    return true;
  }

  /** The area that has the number, and those that its lines overflow to. */
  #areasRungFrom(service: PhoneNumber): readonly Area[] {
    const { current } = this.#needs.rotas;
    const area = findArea(current, service);
    return area ? withOverflow(current, area) : [];
  }

  /** Whose telephone it is. Of two who share it, who is on duty. */
  #ownersIn(area: Area, phone: PhoneNumber): readonly { area: AreaId; clinician: ClinicianId }[] {
    const owners = [...area.people.values()].filter(({ phones }) => phones.includes(phone));
    const { clock, overrides } = this.#needs;
    const onDuty = owners.filter(({ id }) => shiftEnd(area, id, clock.now(), overrides.current()));
    const meant = owners.length > 1 && onDuty.length > 0 ? onDuty : owners;
    return meant.map(({ id }) => ({ area: area.id, clinician: id }));
  }
}
