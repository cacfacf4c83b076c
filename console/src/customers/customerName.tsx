import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Customer } from '../api/types';
import { Avatar } from '../parts/Avatar';
import { customerQuery } from './customer';

/** How people call a customer: the legal name, or else what the customer is called. */
export function customerName(customer: Customer) {
  return customer.name?.legal ?? customer.name?.nickname ?? customer.crmNumber ?? customer.id ?? '';
}

/** The customer's other name, if there are two. */
export function secondName(customer: Customer) {
  const { legal, nickname } = customer.name ?? {};
  return legal && nickname !== legal ? nickname : undefined;
}

/** A customer whom another record names by its id. */
export function CustomerName({ id, link }: { id: string; link?: boolean }) {
  const { data } = useQuery({ ...customerQuery(id), staleTime: 5 * 60_000, retry: false });
  if (!data) return <span className="t3">–</span>;
  const customer = data.value;
  const name = (
    <>
      <Avatar id={id} name={customerName(customer)} organization={customer.kind === 'ORGANIZATION'} />
      <span className="clip">
        {customerName(customer)} <span className="t2">{secondName(customer)}</span>
      </span>
    </>
  );
  return link ? (
    <Link to="/customers/$id" params={{ id }} className="row g2 clip link">
      {name}
    </Link>
  ) : (
    <span className="row g2 clip">{name}</span>
  );
}
