import i18next from 'i18next';
import { expect, it } from 'vitest';
import { type Flow, type Part, totalsOf, verdictOf } from './flow';

const group = (more: object = {}) => ({
  name: 'marketing.profiles',
  lag: 0,
  ends: 10,
  awaitingGap: 0,
  deadLetters: 0,
  paused: [],
  ...more,
});

const flow = (part: Partial<Part>, quiet = false): Flow => ({
  quiet,
  services: [
    {
      name: 'marketing',
      reachable: true,
      pending: 0,
      awaitingGap: 0,
      deadLetters: 0,
      groups: [group()],
      quiet,
      ...part,
    },
  ],
});

const said = (given: Flow, unknown = 0) => verdictOf(given, unknown, i18next.t);

it.each<[string, Flow, string, string]>([
  [
    'away',
    flow({ reachable: false, groups: [], deadLetters: 2 }),
    'red',
    'Marketing cannot be reached. The rest works.',
  ],
  ['without the broker', flow({ groups: [group({ lag: null })] }), 'red', 'The broker cannot be asked by Marketing'],
  [
    'paused',
    flow({ groups: [group({ paused: ['too many failures'] })], deadLetters: 9 }),
    'red',
    'marketing.profiles stopped',
  ],
  ['blocked', flow({ deadLetters: 1 }), 'amber', '1 message waits for your decision'],
  ['late', flow({ pending: 4, oldestPendingSeconds: 40 }), 'amber', 'has waited for 40 seconds'],
  ['waiting for others', flow({ awaitingGap: 2 }), 'amber', '2 events wait for earlier ones'],
  ['busy', flow({ pending: 3, groups: [group({ lag: 2 })] }), 'green', '5 events are under way'],
  ['quiet', flow({}, true), 'green', 'Everything flows, and nothing waits.'],
])('says the worst of a service that is %s', (_, given, hue, sentence) => {
  expect(said(given)).toMatchObject({ hue, sentence: expect.stringContaining(sentence) });
});

it('counts mails whose arrival is unknown as waiting', () => {
  expect(said(flow({}, true), 2).sentence).toContain('2 messages wait');
});

it('does not count what no service knows', () => {
  expect(totalsOf(flow({ groups: [group({ ends: null, slowestMillis: null })] }))).toMatchObject({
    published: undefined,
    slowestMillis: undefined,
  });
});
