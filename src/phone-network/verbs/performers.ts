import type { Perform } from '../step.ts';
import { dial } from './dial.ts';
import { gather } from './gather.ts';
import { hangup, redirect, reject } from './leave.ts';
import { record } from './record.ts';
import { pause, play, say } from './speak.ts';

/** Every verb that is simulated, by its name. */
export const performers: Readonly<Record<string, Perform>> = {
  Say: say,
  Play: play,
  Pause: pause,
  Gather: gather,
  Redirect: redirect,
  Hangup: hangup,
  Reject: reject,
  Dial: dial,
  Record: record,
};
