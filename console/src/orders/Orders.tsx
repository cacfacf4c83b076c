import { ListPage } from '../list/ListPage';
import { orderList } from './orderList';

export function Orders() {
  return <ListPage definition={orderList} />;
}
