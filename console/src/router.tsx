import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type AnyRoute,
  type RouterHistory,
  type SearchSchemaInput,
} from '@tanstack/react-router';
import { meQuery } from './api/me';
import { queries } from './api/queries';
import { Frame } from './frame/Frame';
import { Failed } from './parts/Failed';
import { NoPage } from './frame/NoPage';

/** All that an address says after its question mark: filters and order of a list, the tab and the day of a record. */
export type Search = Record<string, string | undefined>;

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NoPage,
  loader: () => queries.ensureQueryData(meQuery),
  validateSearch: (search: Search & SearchSchemaInput): Search => search,
});

const page = <Path extends string>(path: Path, component: AnyRoute['options']['component']) =>
  createRoute({ getParentRoute: () => root, path, component });

const routes = root.addChildren([
  page(
    '/',
    lazyRouteComponent(() => import('./home/Home'), 'Home'),
  ),
  page(
    '/customers',
    lazyRouteComponent(() => import('./customers/Customers'), 'Customers'),
  ),
  page(
    '/customers/$id',
    lazyRouteComponent(() => import('./customers/CustomerPage'), 'CustomerPage'),
  ),
  page(
    '/orders',
    lazyRouteComponent(() => import('./orders/Orders'), 'Orders'),
  ),
  page(
    '/orders/$id',
    lazyRouteComponent(() => import('./orders/OrderPage'), 'OrderPage'),
  ),
  page(
    '/tickets',
    lazyRouteComponent(() => import('./tickets/Tickets'), 'Tickets'),
  ),
  page(
    '/tickets/$id',
    lazyRouteComponent(() => import('./tickets/TicketPage'), 'TicketPage'),
  ),
  page(
    '/interactions',
    lazyRouteComponent(() => import('./interactions/Interactions'), 'Interactions'),
  ),
  page(
    '/interactions/$id',
    lazyRouteComponent(() => import('./interactions/InteractionPage'), 'InteractionPage'),
  ),
  page(
    '/operations',
    lazyRouteComponent(() => import('./operations/Operations'), 'Operations'),
  ),
  page(
    '/users',
    lazyRouteComponent(() => import('./administration/Users'), 'Users'),
  ),
  page(
    '/roles',
    lazyRouteComponent(() => import('./administration/Roles'), 'Roles'),
  ),
  page(
    '/audit',
    lazyRouteComponent(() => import('./audit/Audit'), 'Audit'),
  ),
  page(
    '/me',
    lazyRouteComponent(() => import('./account/Account'), 'Account'),
  ),
  page(
    '/parts',
    lazyRouteComponent(() => import('./catalogue/Catalogue'), 'Catalogue'),
  ),
]);

/** Tests give it a history of their own. */
export const newRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree: routes,
    history,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    scrollRestoration: true,
    // Addresses stay readable: ?stage=LEAD&sort=-registeredAt
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const given = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]));
      return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
    },
  });

export const router = newRouter();

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
