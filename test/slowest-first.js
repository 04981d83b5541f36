import Sequencer from '@jest/test-sequencer';

/** Stories on every store take longest, and whichever is begun last keeps everybody waiting. */
const slowest = ['/stories/faults/random-calls.', '/stories/faults/', '/stories/', '/store/'];

function rank(path) {
  const place = slowest.findIndex((part) => path.includes(part));
  return place === -1 ? slowest.length : place;
}

export default class SlowestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one.path) - rank(other.path));
  }
}
