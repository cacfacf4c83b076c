import type { Permission, Role } from '../api/permissions';
import { customerList } from '../customers/customerList';
import { interactionList } from '../interactions/interactionList';
import type { Identified, ListDefinition } from '../list/definition';
import type { TextKey } from '../i18n';
import { orderList } from '../orders/orderList';
import type { Search } from '../router';
import { ticketList } from '../tickets/ticketList';

/** A figure: how many rows a list has with these filters. It leads to them. */
export interface Tile {
  label: TextKey;
  count: Question;
}

/** Some rows of a list, as its address would name them. */
export interface Question {
  list: ListDefinition<Identified, unknown>;
  needs: Permission;
  search: Search;
}

/** What a role is shown first: four figures, and what needs it most. */
export interface HomeDefinition {
  tiles: Tile[];
  queues: Tile[];
}

const asked =
  (list: unknown, needs: Permission) =>
  (label: TextKey, search: Search): Tile => ({
    label,
    count: { list: list as Question['list'], needs, search },
  });

const customers = asked(customerList, 'customers:read');
const orders = asked(orderList, 'orders:read');
const tickets = asked(ticketList, 'tickets:read');
const interactions = asked(interactionList, 'interactions:read');

const UNPAID = orders('home.unpaid', { state: 'PENDING_PAYMENT' });
const TO_SHIP = orders('home.toShip', { state: 'PAID,CONFIRMED' });
const RETURNING = orders('home.returning', { state: 'RETURNING' });
const URGENT = tickets('home.urgentTickets', { priority: 'HIGH,URGENT' });
const TICKETS = tickets('home.openTickets', {});
const OLDEST_UNPAID = orders('home.oldestUnpaid', { state: 'PENDING_PAYMENT', sort: 'placedAt' });
const OLDEST_TICKETS = tickets('home.oldestTickets', { priority: 'HIGH,URGENT', sort: 'openedAt' });
const NEWEST_LEADS = customers('home.newestLeads', { stage: 'LEAD' });
const NEWEST_ORDERS = orders('home.newestOrders', {});

const ALL: HomeDefinition = {
  tiles: [customers('home.customers', {}), orders('home.orders', {}), TICKETS, interactions('home.interactions', {})],
  queues: [],
};

export const HOMES: Record<Role, HomeDefinition> = {
  SALES: {
    tiles: [
      customers('home.myLeads', { owner: 'me', stage: 'LEAD,QUALIFIED' }),
      customers('home.myCustomers', { owner: 'me', stage: 'CUSTOMER' }),
      UNPAID,
      TO_SHIP,
    ],
    queues: [
      customers('home.newestLeads', { owner: 'me', stage: 'LEAD' }),
      orders('home.oldestUnpaid', { state: 'PENDING_PAYMENT', sort: 'placedAt' }),
    ],
  },
  MANAGER: {
    tiles: [customers('home.leads', { stage: 'LEAD,QUALIFIED' }), UNPAID, RETURNING, URGENT],
    queues: [OLDEST_TICKETS, OLDEST_UNPAID, NEWEST_LEADS],
  },
  AGENT: {
    tiles: [URGENT, TICKETS, tickets('home.complaints', { type: 'COMPLAINT' }), RETURNING],
    queues: [OLDEST_TICKETS],
  },
  MARKETER: {
    tiles: [
      customers('home.customers', { stage: 'CUSTOMER' }),
      customers('home.leads', { stage: 'LEAD,QUALIFIED' }),
      customers('home.dormant', { stage: 'DORMANT' }),
      orders('home.orders', {}),
    ],
    queues: [NEWEST_ORDERS],
  },
  FINANCE: { tiles: [UNPAID, TO_SHIP, RETURNING, orders('home.orders', {})], queues: [OLDEST_UNPAID] },
  ADMIN: ALL,
  ANALYST: ALL,
  AUDITOR: ALL,
  NOBODY: { tiles: [], queues: [] },
};
