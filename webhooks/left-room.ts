import { again } from './away.ts';
import { callerMoment } from './moments.ts';

/** The caller is out of the room: the star key while waiting, or the talk is over. */
export const leftRoom = callerMoment((_form, at) => ({ kind: 'left-room', at }), again('left-room'));
