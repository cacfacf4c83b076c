import type { components as customers } from './generated/customer-service';
import type { components as gateway } from './generated/gateway';
import type { components as interactions } from './generated/interaction-service';
import type { components as orders } from './generated/order-service';
import type { components as tickets } from './generated/ticket-service';

export type Customer = customers['schemas']['CustomerView'];
export type CustomerFields = customers['schemas']['CustomerFields'];
export type Consent = customers['schemas']['Consent'];
export type HistoryEntry = customers['schemas']['HistoryView'];
export type Order = orders['schemas']['OrderView'];
export type Interaction = interactions['schemas']['Interaction'];
export type Ticket = tickets['schemas']['Ticket'];
export type User = gateway['schemas']['UserView'];

export type Stage = NonNullable<Customer['stage']>;
export type OrderState = NonNullable<Order['state']>;
export type ConsentState = NonNullable<Consent['state']>;
export type Purpose = NonNullable<Consent['purpose']>;
export type ConsentChannel = NonNullable<Consent['channel']>;
