import { account } from './account';
import { administration } from './administration';
import { audit } from './audit';
import { customers } from './customers';
import { frame } from './frame';
import { home } from './home';
import { interactions } from './interactions';
import { list } from './list';
import { operations } from './operations';
import { orders } from './orders';
import { problem } from './problem';
import { record } from './record';
import { tickets } from './tickets';

export default {
  account,
  administration,
  audit,
  customers,
  frame,
  home,
  interactions,
  list,
  operations,
  orders,
  problem,
  record,
  tickets,
};
