import { useMe } from '../api/me';
import { ListPage } from '../list/ListPage';
import { customerList } from './customerList';
import { NewCustomer } from './NewCustomer';

export function Customers() {
  const me = useMe();
  return <ListPage definition={customerList} create={me.may('customers:write') && <NewCustomer />} />;
}
