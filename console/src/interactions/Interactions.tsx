import { ListPage } from '../list/ListPage';
import { interactionList } from './interactionList';

export function Interactions() {
  return <ListPage definition={interactionList} />;
}
