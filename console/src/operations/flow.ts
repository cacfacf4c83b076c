import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client';
import type { components } from '../api/generated/gateway';
import type { Texts } from '../i18n';
import type { Hue } from '../parts/status';

export type Flow = components['schemas']['SystemFlow'];
export type Part = components['schemas']['Part'];
export type Group = components['schemas']['Group'];

/** How old an event may be when it has taken effect; docs/benchmarks.md holds the system to it. */
export const GOAL_MS = 250;

/** Whatever waits longer to be published is held up. */
const LATE_SECONDS = 10;

const ORDER = ['customers', 'orders', 'interactions', 'tickets', 'marketing'];

/** The services in an order that stays, whichever the gateway names first. */
const ordered = (flow: Flow): Flow => ({
  ...flow,
  services: [...flow.services].sort((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name)),
});

/** Asked again all the time, because this is what an operator watches. */
export const flowQuery = queryOptions({
  queryKey: ['flow'],
  queryFn: async ({ signal }) => ordered(await dataOf(api.GET('/api/system/flow', { signal }))),
  refetchInterval: 5_000,
});

const sum = (numbers: (number | null | undefined)[]) => numbers.reduce<number>((total, each) => total + (each ?? 0), 0);
const most = (numbers: (number | null | undefined)[]) =>
  numbers.reduce<number | undefined>((top, each) => (each == null ? top : Math.max(top ?? 0, each)), undefined);

/** All services together. A figure is undefined if no service knows it. */
export function totalsOf({ services }: Flow) {
  const groups = services.flatMap((service) => service.groups);
  return {
    pending: sum(services.map((service) => service.pending)),
    oldestPendingSeconds: most(services.map((service) => service.oldestPendingSeconds)),
    behind: sum(groups.map((group) => group.lag)),
    awaitingGap: sum(services.map((service) => service.awaitingGap)),
    deadLetters: sum(services.map((service) => service.deadLetters)),
    /** Published so far, on the topics of the group that reads most of them. */
    published: most(groups.map((group) => group.ends)),
    slowestMillis: most(groups.map((group) => group.slowestMillis)),
    unreachable: services.filter((service) => !service.reachable).map((service) => service.name),
    brokerless: services.filter((service) => service.groups.some((group) => group.lag == null)).map(({ name }) => name),
    paused: groups.filter((group) => group.paused?.length).map((group) => group.name),
  };
}

export function serviceName(name: string, t: Texts): string {
  return t(`operations.service.${name}` as 'operations.service.customers', { defaultValue: name });
}

export interface Verdict {
  hue: Hue;
  sentence: string;
}

/** One sentence that says whether all works; of several troubles, the worst. */
export function verdictOf(flow: Flow, unknownMails: number, t: Texts): Verdict {
  const totals = totalsOf(flow);
  const waiting = totals.deadLetters + unknownMails;
  const named = (names: string[]) => names.map((name) => serviceName(name, t)).join(', ');
  if (totals.unreachable.length > 0) {
    return { hue: 'red', sentence: t('operations.verdict.down', { services: named(totals.unreachable) }) };
  }
  if (totals.brokerless.length > 0) {
    return { hue: 'red', sentence: t('operations.verdict.broker', { services: named(totals.brokerless) }) };
  }
  if (totals.paused.length > 0) {
    return { hue: 'red', sentence: t('operations.verdict.paused', { groups: totals.paused.join(', ') }) };
  }
  if (waiting > 0) return { hue: 'amber', sentence: t('operations.verdict.waiting', { count: waiting }) };
  if ((totals.oldestPendingSeconds ?? 0) > LATE_SECONDS) {
    return { hue: 'amber', sentence: t('operations.verdict.late', { count: totals.oldestPendingSeconds }) };
  }
  if (totals.awaitingGap > 0) {
    return { hue: 'amber', sentence: t('operations.verdict.gap', { count: totals.awaitingGap }) };
  }
  return {
    hue: 'green',
    sentence: flow.quiet
      ? t('operations.verdict.quiet')
      : t('operations.verdict.busy', { count: totals.pending + totals.behind }),
  };
}
