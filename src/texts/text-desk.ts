import type { Clock, Instant } from '../clock.ts';
import type { AreaId, ClinicianId, PhoneNumber, Rotas } from '../rota/types.ts';
import type { PauseByText, Texting } from './pause-by-text.ts';
import { readText } from './read-text.ts';
import {
  helpWords,
  nothingWaits,
  sharedPhone,
  startedWords,
  stoppedWords,
  tooLongOff,
  unclearOff,
  unclearOn,
  unclearWho,
} from './reply-words.ts';
import type { RotaByText } from './rota-by-text.ts';
import type { SwapByText } from './swap-by-text.ts';
import { justYesWords, unclearSwap } from './swap-words.ts';
import type { TextCommand } from './text-command.ts';
import { isKnown, textSender } from './text-sender.ts';
import type { TextStops } from './text-stops.ts';

/** A text that came in. */
export interface TextMessage {
  /** Twilio's id of it; the same when it comes again. */
  readonly sid: string;
  readonly from: PhoneNumber;
  readonly to: PhoneNumber;
  readonly body: string;
}

/** `nobody`: the sender is in no rota; `unknown`: it is no command. `reply` is in fewer than 160 characters. */
export type TextAnswer =
  | { readonly kind: 'done'; readonly reply: string | undefined }
  | { readonly kind: 'unclear' | 'unknown'; readonly reply: string }
  | { readonly kind: 'nobody' };

/** Somebody asks not to be rung. */
export interface OffAsked {
  readonly area: AreaId;
  readonly clinician: ClinicianId;
  readonly until: Instant | 'shift-end';
}

export interface TextDeskNeeds {
  readonly rotas: { readonly current: Rotas };
  readonly pauses: PauseByText;
  readonly rota: RotaByText;
  readonly swaps: SwapByText;
  readonly stops: TextStops;
  readonly clock: Clock;
}

/** What clinicians can do by text. */
export class TextDesk {
  readonly #needs: TextDeskNeeds;

  constructor(needs: TextDeskNeeds) {
    this.#needs = needs;
  }

  /** STOP and START, which anybody may say; `undefined`: it is neither. */
  async optOut({ from, to, body }: TextMessage): Promise<TextAnswer | undefined> {
    const { rotas, stops, clock } = this.#needs;
    const sender = textSender(rotas.current, from, to);
    const zone = sender.kind === 'clinician' ? sender.area.timezone : 'Europe/London';
    const { kind } = readText(body, { now: clock.now(), zone });
    if (kind !== 'stop' && kind !== 'start') return undefined;
    await stops[kind](from);
    // To a STOP of one word Twilio replies itself, and keeps back what we say; "stop texting me" only we understand.
    const words = kind === 'stop' ? stoppedWords : startedWords;
    return { kind: 'done', reply: sender.kind === 'nobody' ? undefined : words };
  }

  /** Whether the rota knows the number, as far as memory says. */
  knows(number: PhoneNumber): boolean {
    return isKnown(this.#needs.rotas.current, number);
  }

  /** Who asks not to be rung, and until when, as far as memory says; `undefined`: it is no OFF, or not sure whose. */
  offOf({ from, to, body }: TextMessage): OffAsked | undefined {
    const { rotas, clock } = this.#needs;
    const sender = textSender(rotas.current, from, to);
    if (sender.kind !== 'clinician') return undefined;
    const command = readText(body, { now: clock.now(), zone: sender.area.timezone });
    if (command.kind !== 'off') return undefined;
    return { area: sender.area.id, clinician: sender.clinician.id, until: command.to };
  }

  async hear({ sid, from, to, body }: TextMessage): Promise<TextAnswer> {
    const { rotas, clock } = this.#needs;
    const sender = textSender(rotas.current, from, to);
    if (sender.kind === 'nobody') return sender;
    const zone = sender.kind === 'clinician' ? sender.area.timezone : 'Europe/London';
    const command = readText(body, { now: clock.now(), zone });
    if (sender.kind === 'shared')
      return { kind: command.kind === 'unknown' ? 'unknown' : 'unclear', reply: sharedPhone };
    if (command.kind === 'unknown') {
      const isAsked = await this.#needs.swaps.isAsked({ ...sender, sid });
      return { kind: 'unknown', reply: isAsked ? justYesWords() : helpWords };
    }
    if (command.kind === 'unclear') return { kind: 'unclear', reply: unclearWords(command.about) };
    const reply = await this.#do(command, { ...sender, sid }, from);
    return reply === nothingWaits ? { kind: 'unclear', reply } : { kind: 'done', reply };
  }

  async #do(command: TextCommand, texting: Texting, from: PhoneNumber): Promise<string | undefined> {
    const { pauses, rota, swaps, stops } = this.#needs;
    switch (command.kind) {
      case 'off':
        return pauses.off(texting, command.to);
      case 'on':
        return pauses.on(texting);
      case 'who':
        return rota.who(texting);
      case 'next':
        return rota.next(texting);
      case 'swap':
        return swaps.ask(texting, command.name, command.day);
      case 'unswap':
        return swaps.withdraw(texting);
      case 'no':
        return (await swaps.answer(texting, 'no', command.more)) ?? nothingWaits;
      case 'yes': {
        const answer = await swaps.answer(texting, 'yes', command.more);
        if (answer !== undefined) return answer;
        // To Twilio a YES is a START, too.
        const wasStopped = await stops.has(from);
        if (wasStopped) await stops.start(from);
        return wasStopped ? startedWords : nothingWaits;
      }
      case 'help':
      case 'stop':
      case 'start':
      case 'unclear':
      case 'unknown':
        return helpWords;
    }
  }
}

function unclearWords(about: Extract<TextCommand, { kind: 'unclear' }>['about']): string {
  const words = {
    off: unclearOff,
    'off-too-long': tooLongOff,
    on: unclearOn,
    swap: unclearSwap,
    who: unclearWho,
  };
  return words[about];
}
