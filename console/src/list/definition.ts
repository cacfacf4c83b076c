import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Page } from '../api/client';
import type { Permission } from '../api/permissions';
import type { TextKey } from '../i18n';

export interface Column<Row> {
  id: string;
  label: TextKey;
  /** As a CSS grid track. */
  width: string;
  end?: boolean;
  /** The name of the order by this column, where the service has one. */
  sort?: string;
  /** Shown only when somebody chooses it. */
  optional?: boolean;
  cell: (row: Row) => ReactNode;
}

interface Named<Query> {
  /** The parameter of the service's list. */
  id: keyof Query & string;
  label: TextKey;
}

/** A filter reads as a phrase: "Stage is Lead, Qualified". */
export type Filter<Query> = Named<Query> &
  (
    | { kind: 'choice'; options: readonly string[]; option: (value: string) => TextKey }
    | { kind: 'text' | 'prefix' | 'number' }
    /** The word `me` stands for the signed-in user. */
    | { kind: 'user' }
    /** A day, which the service is told as the instant at which it begins here. */
    | { kind: 'from' | 'until' }
  );

export interface View<Query> {
  label: TextKey;
  filters: Partial<Record<keyof Query & string, string>>;
}

/** A list from one description: what its rows show, and how they are found and ordered. */
export interface ListDefinition<Row, Query> {
  title: TextKey;
  icon: Icon;
  path: '/customers' | '/orders' | '/tickets' | '/interactions';
  record: '/customers/$id' | '/orders/$id' | '/tickets/$id' | '/interactions/$id';
  page: (query: Query, signal: AbortSignal) => Promise<Page<Row>>;
  export: { permission: Permission; address: string };
  /** The order unless another one is chosen. */
  sort: string;
  views: View<Query>[];
  filters: Filter<Query>[];
  columns: Column<Row>[];
  /** The row on a narrow screen: two lines. */
  narrow: (row: Row) => [ReactNode, ReactNode];
}

export interface Identified {
  id?: string;
}
