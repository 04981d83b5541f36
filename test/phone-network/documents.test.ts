import { describe, expect, test } from '@jest/globals';
import { readDocument, type DocumentUse } from '../../src/phone-network/document.ts';

const response = (verbs: string): string => `<Response>${verbs}</Response>`;

describe('documents that Twilio takes', () => {
  const good: readonly (readonly [string, DocumentUse, string])[] = [
    [
      'a menu',
      'call',
      '<Gather numDigits="1" input="dtmf speech" hints="haematology"><Say>Press 1.</Say></Gather>',
    ],
    [
      'speech markup',
      'call',
      '<Say voice="Polly.Amy">One <break time="1s"/> <say-as interpret-as="digits">12</say-as></Say>',
    ],
    [
      'a conference',
      'call',
      '<Dial hangupOnStar="true"><Conference waitUrl="" beep="onEnter">c</Conference></Dial>',
    ],
    [
      'a hold document',
      'wait',
      '<Say>Hold.</Say><Play>/hold.mp3</Play><Pause length="5"/><Redirect>/wait</Redirect>',
    ],
    ['a reply to a text', 'text', '<Message>Thank you.</Message>'],
    ['nothing at all', 'call', ''],
    ['a pound sign by number', 'call', '<Say>&#163;5 &amp; more</Say>'],
  ];
  test.each(good)('%s', (_, use, verbs) => {
    expect(() => readDocument(response(verbs), use)).not.toThrow();
  });

  test('text is read with its references and without its layout', () => {
    const [say] = readDocument(response('<Say>\n  &#163;5 &amp;\n more </Say>'), 'call');
    expect(say?.text).toBe('£5 & more');
  });
});

describe('documents that Twilio refuses', () => {
  const bad: readonly (readonly [string, DocumentUse, string, RegExp])[] = [
    ['an unknown verb', 'call', '<Whistle/>', /unknown verb <Whistle>/],
    ['an unknown attribute', 'call', '<Say speed="2">Hello</Say>', /unknown attribute speed of <Say>/],
    ['a verb in the wrong case', 'call', '<say>Hello</say>', /unknown verb <say>/],
    ['a value that is none', 'call', '<Gather timeout="soon"/>', /"soon" is not a value for timeout/],
    ['a boolean that is none', 'call', '<Dial hangupOnStar="yes">+441614960101</Dial>', /hangupOnStar/],
    [
      'a conference event that is none',
      'call',
      '<Dial><Conference statusCallbackEvent="start begin">c</Conference></Dial>',
      /statusCallbackEvent/,
    ],
    ['a Gather while waiting', 'wait', '<Gather/>', /<Gather> is not allowed in a document of use "wait"/],
    ['a Dial while waiting', 'wait', '<Dial>+441614960101</Dial>', /<Dial> is not allowed/],
    ['a Hangup while waiting', 'wait', '<Hangup/>', /<Hangup> is not allowed/],
    ['a Dial while screening', 'screen', '<Dial>+441614960101</Dial>', /<Dial> is not allowed/],
    [
      'a Dial in a Gather',
      'call',
      '<Gather><Dial>+441614960101</Dial></Gather>',
      /<Dial> is not allowed in <Gather>/,
    ],
    ['a Message in a call', 'call', '<Message>Hello</Message>', /<Message> is not allowed/],
    ['a Say in a text', 'text', '<Say>Hello</Say>', /<Say> is not allowed/],
    ['text between verbs', 'call', '<Say>Hello</Say>and more', /text is not allowed in <Response>/],
    ['silence to be said', 'call', '<Say> </Say>', /nothing to say/],
    ['a Dial of nobody', 'call', '<Dial/>', /dials nobody/],
    [
      'a conference with company',
      'call',
      '<Dial><Conference>c</Conference><Number>+441614960101</Number></Dial>',
      /stands alone/,
    ],
    ['eleven numbers', 'call', `<Dial>${'<Number>+441614960101</Number>'.repeat(11)}</Dial>`, /more than 10/],
    ['a Reject that comes late', 'call', '<Say>No.</Say><Reject/>', /must be the first verb/],
    ['an ampersand', 'call', '<Say>A & B</Say>', /not well-formed/],
    ['an entity of HTML', 'call', '<Say>&pound;5</Say>', /unknown entity &pound;/],
    ['an element that is not closed', 'call', '<Say>Hello', /not well-formed/],
    ['over 4,096 characters of speech', 'call', `<Say>${'a'.repeat(4097)}</Say>`, /too long/],
    ['over 64 KB', 'call', '<Say>Hello.</Say>'.repeat(5000), /over 64 KB/],
  ];
  test.each(bad)('%s', (_, use, verbs, reason) => {
    expect(() => readDocument(response(verbs), use)).toThrow(reason);
  });

  test.each([
    ['', /Start tag/],
    ['<Say>Hello</Say>', /not <Response>/],
    ['<Response/><Response/>', /one root/],
  ])('a document that is no Response: %s', (xml, reason) => {
    expect(() => readDocument(xml, 'call')).toThrow(reason);
  });
});
