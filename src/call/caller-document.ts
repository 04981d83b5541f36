import type { Instant } from '../clock.ts';
import type { Area, Line, LineRef } from '../rota/types.ts';
import {
  isTrying,
  lineIdOf,
  offerOf,
  roomName,
  type Call,
  type Ending,
  type Journey,
  type Walk,
} from './call.ts';
import { goodbye, say, type Document, type Listen, type Spoken, type Verb } from './document.ts';
import {
  closedWords,
  cutOffWords,
  menuWords,
  nhsNumberWords,
  outcomeWords,
  placeWords,
  recordedWords,
  spokenNhsNumber,
  usualRouteWords,
} from './prompts.ts';

/** What the words need beside the call: its area as the rota has it now, and any line by its ref. */
export interface Setting {
  readonly area: Area;
  readonly line: (ref: LineRef) => Line | undefined;
  readonly now: Instant;
}

type At<K extends Journey['at']> = Extract<Journey, { at: K }>;

/**
 * What the caller hears now: a function of where the call stands and nothing else, so that a webhook that Twilio
 * repeats, or one that comes late, gets the document that fits.
 */
export function callerDocument(call: Call, setting: Setting): Document {
  const { journey } = call;
  switch (journey.at) {
    case 'pin':
      return pinDocument(journey, setting);
    case 'menu':
      return menuDocument(call, journey, setting);
    case 'nhs-number':
      return nhsNumberDocument(journey);
    case 'nhs-number-check':
      return checkDocument(journey);
    case 'hunting':
      return journey.ear === 'choices' ? choicesDocument() : huntingDocument(call, journey, setting);
    case 'joining':
    case 'talking':
      return [say('Putting you through now.'), meet(call)];
    case 'outcome':
      return outcomeDocument(journey);
    case 'over':
      return overDocument(call, journey.how, journey.offer, setting);
  }
}

function listen(answer: Omit<Listen, 'verb' | 'words'>, ...words: Spoken[]): Verb[] {
  return [
    { verb: 'gather', ...answer, words },
    { verb: 'go', to: answer.to },
  ];
}

function pinDocument({ tries }: At<'pin'>, { area }: Setting): Document {
  const words = tries === 0 ? area.greeting : 'I am sorry, that was not right.';
  return listen(
    { to: 'pin', input: 'keys', keys: undefined, timeout: 8 },
    say(`${words} Please key your PIN, then press hash.`),
  );
}

function menuDocument(call: Call, { notice, misses }: At<'menu'>, setting: Setting): Document {
  const { area } = setting;
  const isFirst = misses === 0 && call.offers.length === 0;
  const keys = area.lines.every((line) => line.menu.length === 1) ? 1 : 2;
  return listen(
    { to: 'line', input: 'keys-or-speech', keys, timeout: 6, hints: area.lines.map((line) => line.name) },
    ...(notice ? [say(noticeWords(notice, setting))] : isFirst ? [say(area.greeting)] : []),
    say(menuWords(area.lines)),
  );
}

function noticeWords(notice: NonNullable<At<'menu'>['notice']>, setting: Setting): string {
  if (notice.kind === 'wrong-key') return 'I am sorry, I did not get that.';
  const name = lineName(`${setting.area.id}/${notice.line}`, setting);
  return `${closedWords(name, notice.opensNext, setting.now, setting.area)} You can choose another line.`;
}

function nhsNumberDocument({ wrong }: At<'nhs-number'>): Document {
  const words = wrong ? `I am sorry, that is not a valid NHS number. ${nhsNumberWords}` : nhsNumberWords;
  return listen({ to: 'nhs-number', input: 'keys', keys: 10, timeout: 8 }, say(words));
}

function checkDocument({ digits }: At<'nhs-number-check'>): Document {
  return listen(
    { to: 'nhs-number-check', input: 'keys', keys: 1, hashIsKey: true, timeout: 6 },
    say(`The NHS number is ${spokenNhsNumber(digits)}.`),
    say('If that is right, press 1. To key it again, press 2. To go on without it, press hash.'),
  );
}

function huntingDocument(call: Call, { cutOff, walk }: At<'hunting'>, setting: Setting): Document {
  const name = lineName(walk.line, setting);
  if (cutOff) {
    return [say('We are sorry that you were cut off. We are ringing the next clinician.'), meet(call)];
  }
  // Said here and not in the menu, where a key would cut it short: nobody is recorded who was not told.
  const notice = call.recorded ? [say(recordedWords)] : [];
  const words = `Thank you. We are ringing ${name} now. Press star at any time for other choices.`;
  return [...notice, say(words), meet(call)];
}

function meet(call: Call): Verb {
  return { verb: 'conference', room: roomName(call), who: 'caller', record: call.recorded, to: 'left-room' };
}

function choicesDocument(): Document {
  return listen(
    { to: 'choice', input: 'keys', keys: 1, timeout: 6 },
    say(
      'We are still ringing for you. For another line, press 1. To stop, press 2. To go on waiting, hold on.',
    ),
  );
}

function outcomeDocument({ misses }: At<'outcome'>): Document {
  const first = misses === 0 ? 'Please say what the advice led to.' : 'I am sorry, I did not get that.';
  return listen(
    { to: 'outcome', input: 'keys', keys: 1, timeout: 8 },
    say(first),
    say(outcomeWords),
    say(cutOffWords),
  );
}

function overDocument(call: Call, how: Ending, offer: string | null, setting: Setting): Document {
  switch (how) {
    case 'talked':
      return offerOf(call, offer)?.outcome.caller
        ? goodbye('Thank you. That is recorded. Goodbye.')
        : goodbye('Thank you. If we can, we will ask you by text what the advice led to. Goodbye.');
    case 'unanswered':
      return goodbye(
        'I am very sorry. Nobody could take your call.',
        nextRoute(call, offer, setting),
        'Goodbye.',
      );
    case 'refused':
      return goodbye(
        'I am sorry, this line is for practices that are registered with it, and yours is not known.',
        'Please ring from your practice, or ask your practice manager. Goodbye.',
      );
    case 'no-choice':
      return goodbye('I am sorry, I did not get your choice. Please ring again. Goodbye.');
    case 'stopped':
    case 'abandoned':
      return goodbye('Thank you for calling. Goodbye.');
  }
}

function nextRoute(call: Call, offer: string | null, { line }: Setting): string {
  const chosen = offerOf(call, offer);
  const route = chosen && line(`${call.area}/${chosen.line}`)?.nextRoute;
  return route ?? usualRouteWords;
}

function lineName(ref: LineRef, { line }: Setting): string {
  return line(ref)?.name ?? lineIdOf(ref);
}

/** What the caller hears in the room until somebody joins: how the walk stands, then hold audio. */
export function holdDocument(call: Call, setting: Setting): Document {
  const { journey } = call;
  const again: Document = [{ verb: 'hold-audio' }, { verb: 'go', to: 'hold' }];
  switch (journey.at) {
    case 'hunting':
      return [say(progressWords(call, journey.walk, setting)), ...again];
    case 'joining':
      return [say('Putting you through now.'), { verb: 'pause', seconds: 4 }, { verb: 'go', to: 'hold' }];
    case 'over':
      return [say('I am sorry, nobody could take your call. Please hang up now.'), ...again];
    case 'pin':
    case 'menu':
    case 'nhs-number':
    case 'nhs-number-check':
    case 'talking':
    case 'outcome':
      return again;
  }
}

function progressWords(call: Call, walk: Walk, setting: Setting): string {
  const name = lineName(walk.line, setting);
  const live = call.attempts.filter((attempt) => attempt.offer === walk.offer && isTrying(attempt));
  const [last] = live.slice(-1);
  const where = walk.walked.length > 0 ? `We are now trying ${name}. ` : '';
  if (walk.allBusy) return `Everybody on duty for ${name} is on another call. Please hold on.`;
  // Nobody rings only because a leg of this call has yet to end.
  if (!last) return `We are still trying to reach ${name}. Please hold on.`;
  if (live.length > 1) return `${where}We are ringing ${live.length} clinicians for ${name}.`;
  return `${where}We are trying ${placeWords(last.place, last.of)} for ${name}.`;
}
