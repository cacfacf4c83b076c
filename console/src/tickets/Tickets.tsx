import { ListPage } from '../list/ListPage';
import { ticketList } from './ticketList';

export function Tickets() {
  return <ListPage definition={ticketList} />;
}
