import { untilWords } from '../rota/words.ts';
import { attemptOf, isOwnLeg, isTrying, lineIdOf, roomName, type Attempt, type Call } from './call.ts';
import type { Setting } from './caller-document.ts';
import { goodbye, say, type Document } from './document.ts';
import { isAskable } from './outcome.ts';
import { outcomeWords, whisperWords } from './prompts.ts';

/** What a clinician's leg hears now: a function of where the call and their attempt stand. */
export function clinicianDocument(call: Call, attemptId: string, sid: string, setting: Setting): Document {
  const attempt = attemptOf(call, attemptId);
  if (!attempt || !isOwnLeg(attempt, sid)) return goodbye('This call is over. Goodbye.');
  if (isTrying(attempt)) return whisper(call, attempt, setting);
  if (attempt.result === 'accepted') return accepted(call, attempt);
  return goodbye(...farewell(attempt, setting));
}

function whisper(call: Call, attempt: Attempt, { area, line }: Setting): Document {
  const name = line(attempt.line)?.name ?? lineIdOf(attempt.line);
  const practice = area.practices.find((each) => each.ods === call.practice)?.name;
  const words = whisperWords(name, practice, call.recorded);
  return [
    {
      verb: 'gather',
      to: 'whisper-key',
      input: 'keys',
      keys: 1,
      timeout: 4,
      words: [say(words), { verb: 'pause', seconds: 1 }, say('Press 1 to take the call.')],
    },
    { verb: 'go', to: 'whisper-key' },
  ];
}

function accepted(call: Call, attempt: Attempt): Document {
  const { journey } = call;
  const isTheirs = (journey.at === 'joining' || journey.at === 'talking') && journey.attempt === attempt.id;
  if (isTheirs) {
    const meet = {
      verb: 'conference',
      room: roomName(call),
      who: 'clinician',
      record: call.recorded,
    } as const;
    // Whoever pressed 1 at once has not heard the whisper out.
    const words = call.recorded ? 'Putting you through. The call is recorded.' : 'Putting you through.';
    return [say(words), { ...meet, to: 'clinician-left' }];
  }
  if (attempt.talkedAt === null) {
    return goodbye('I am sorry, the caller has hung up. Thank you. Goodbye.');
  }
  return isAskable(call, attempt) ? askOutcome() : goodbye('Thank you for your advice. Goodbye.');
}

function askOutcome(): Document {
  return [
    {
      verb: 'gather',
      to: 'clinician-outcome',
      input: 'keys',
      keys: 1,
      timeout: 8,
      words: [say('The caller has left. Please say what your advice led to.'), say(outcomeWords)],
    },
    { verb: 'go', to: 'clinician-outcome' },
  ];
}

function farewell(attempt: Attempt, { area, now }: Setting): string[] {
  if (attempt.paused) {
    const until = untilWords(attempt.shiftEnds, now, area.timezone);
    return [
      `Thank you. You will not be rung again before your shift ends at ${until}. To be rung again sooner, text ON to this number. Goodbye.`,
    ];
  }
  switch (attempt.cancelled) {
    case 'taken':
      return ['Thank you. A colleague has just taken this call. Goodbye.'];
    case 'caller-gone':
      return ['Thank you. The caller has hung up. Goodbye.'];
    case 'given-up':
    case 'other-line':
      return ['Thank you. The caller is no longer waiting. Goodbye.'];
    case null:
      return [wordsAfter(attempt.result)];
  }
}

function wordsAfter(result: Attempt['result']): string {
  if (result === 'declined') return 'Thank you. We will ring somebody else. Goodbye.';
  return result === 'no-response'
    ? 'We did not get a key, so the call goes to somebody else. Goodbye.'
    : 'I am sorry, this call could not be put through to you in time. Thank you. Goodbye.';
}
