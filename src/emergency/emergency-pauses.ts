import type { Clock, Instant } from '../clock.ts';
import { areaById, findArea } from '../rota/directory.ts';
import { pauseEnd, shiftEnd } from '../rota/duties/clinician-duties.ts';
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

  /** Pauses them; until the end of their shift, as the rota in memory has it, where no other time is given. */
  begin(areaId: AreaId, clinician: ClinicianId, until: Instant | 'shift-end' = 'shift-end'): void {
    const { rotas, clock, overrides, pauses } = this.#needs;
    const area = areaById(rotas.current, areaId);
    if (!area) return;
    const from = clock.now();
    const to = until === 'shift-end' ? pauseEnd(area, clinician, from, overrides.current()) : until;
    pauses.wish({ area: areaId, clinician, from, to });
  }

  /** The same of whoever's telephone was rung from the area's number; false when it is not sure who that is. */
  beginOf(phone: PhoneNumber, service: PhoneNumber): boolean {
    const [area, ...overflow] = this.#areasRungFrom(service);
    const here = area && this.#ownersIn(area, phone);
    const owners = here?.length ? here : overflow.flatMap((each) => this.#ownersIn(each, phone));
    const [owner, another] = owners;
    if (!owner || another) return false;
    this.begin(owner.area, owner.clinician);
    return true;
  }

  /** The area that has the number, and those that its lines overflow to. */
  #areasRungFrom(service: PhoneNumber): readonly Area[] {
    const { current } = this.#needs.rotas;
    const area = findArea(current, service);
    const refs = (area?.lines ?? []).flatMap(({ overflow }) => overflow);
    const ids = new Set([area?.id ?? '', ...refs.map((ref) => ref.slice(0, ref.indexOf('/')))]);
    return [...ids].flatMap((id) => areaById(current, id) ?? []);
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
