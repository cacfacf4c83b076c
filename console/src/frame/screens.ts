import {
  IconActivity,
  IconHistory,
  IconHome,
  IconLockAccess,
  IconMessages,
  IconShoppingCart,
  IconTicket,
  IconUser,
  IconUserCog,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Permission, Role } from '../api/permissions';
import type { TextKey } from '../i18n';

export interface Screen {
  path:
    | '/'
    | '/customers'
    | '/orders'
    | '/tickets'
    | '/interactions'
    | '/operations'
    | '/users'
    | '/roles'
    | '/audit'
    | '/me';
  label: TextKey;
  icon: Icon;
  /** Pressed after G. */
  key: string;
  needs?: Permission;
}

const HOME: Screen = { path: '/', label: 'frame.home', icon: IconHome, key: 'H' };
const CUSTOMERS: Screen = {
  path: '/customers',
  label: 'frame.customers',
  icon: IconUsers,
  key: 'C',
  needs: 'customers:read',
};
const ORDERS: Screen = {
  path: '/orders',
  label: 'frame.orders',
  icon: IconShoppingCart,
  key: 'O',
  needs: 'orders:read',
};
const TICKETS: Screen = { path: '/tickets', label: 'frame.tickets', icon: IconTicket, key: 'T', needs: 'tickets:read' };
const INTERACTIONS: Screen = {
  path: '/interactions',
  label: 'frame.interactions',
  icon: IconMessages,
  key: 'I',
  needs: 'interactions:read',
};

const OPERATIONS: Screen = {
  path: '/operations',
  label: 'frame.operations',
  icon: IconActivity,
  key: 'P',
  needs: 'operations:read',
};
const USERS: Screen = { path: '/users', label: 'frame.users', icon: IconUserCog, key: 'U', needs: 'users:read' };
const ROLES: Screen = { path: '/roles', label: 'frame.roles', icon: IconLockAccess, key: 'R' };
const AUDIT: Screen = { path: '/audit', label: 'frame.audit', icon: IconHistory, key: 'L', needs: 'audit:read' };
const ME: Screen = { path: '/me', label: 'frame.myAccount', icon: IconUser, key: 'M' };

export const SCREENS = [HOME, CUSTOMERS, ORDERS, TICKETS, INTERACTIONS, OPERATIONS, USERS, ROLES, AUDIT, ME];

interface Section {
  title?: TextKey;
  screens: Screen[];
}

const HOME_ONLY: Section = { screens: [HOME] };
const SERVICE: Section = { title: 'frame.service', screens: [TICKETS, INTERACTIONS] };
const SALES: Section = { title: 'frame.sales', screens: [CUSTOMERS, ORDERS] };
const LOOK_UP: Section = { title: 'frame.lookUp', screens: [CUSTOMERS, ORDERS] };
const OPERATE: Section = { title: 'frame.operate', screens: [OPERATIONS, AUDIT] };
const ADMINISTER: Section = { title: 'frame.administer', screens: [USERS, ROLES] };
const AUDITING: Section = { title: 'frame.operate', screens: [AUDIT, ROLES] };
const ALL: Section = { title: 'frame.records', screens: [CUSTOMERS, ORDERS, TICKETS, INTERACTIONS] };

/** What a role works with. What else it may read is found with the palette. */
const BARS: Record<Role, Section[]> = {
  MANAGER: [HOME_ONLY, SALES, SERVICE],
  SALES: [HOME_ONLY, SALES, SERVICE],
  AGENT: [HOME_ONLY, SERVICE, LOOK_UP],
  MARKETER: [HOME_ONLY, LOOK_UP],
  FINANCE: [HOME_ONLY, { title: 'frame.sales', screens: [ORDERS, CUSTOMERS] }],
  ADMIN: [HOME_ONLY, OPERATE, ADMINISTER, ALL],
  ANALYST: [HOME_ONLY, ALL],
  AUDITOR: [HOME_ONLY, AUDITING, ALL],
  NOBODY: [HOME_ONLY],
};

/** Of several roles, the first of this order shapes the side bar and the home page. */
export function mainRole(roles: readonly Role[]): Role {
  return (Object.keys(BARS) as Role[]).find((role) => roles.includes(role)) ?? 'NOBODY';
}

export const sideBar = (roles: readonly Role[]) => BARS[mainRole(roles)];
