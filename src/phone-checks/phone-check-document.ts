import { goodbye, say, type Document } from '../call/document.ts';

/** What somebody hears whose phone is checked. `asked`: how often they were asked to press 1 before. */
export function phoneCheckDocument(check: string, area: string, asked = 0): Document {
  const words =
    asked === 0
      ? `This is a check of your phone for the advice lines of ${area}. No caller is waiting. Please press 1 if you hear this.`
      : 'Please press 1.';
  return [
    {
      verb: 'gather',
      to: 'phone-check-key',
      carrying: { check, asked: String(asked + 1) },
      input: 'keys',
      keys: 1,
      timeout: 5,
      words: [say(words)],
    },
    { verb: 'go', to: 'phone-check-key', carrying: { check, asked: String(asked + 1) } },
  ];
}

export const phoneWorks: Document = goodbye('Thank you. Your phone works. Goodbye.');
export const phoneUnconfirmed: Document = goodbye(
  'We did not get a 1. We will try again another time. Goodbye.',
);
export const checkIsOver: Document = goodbye('This check of your phone is over. Thank you. Goodbye.');
