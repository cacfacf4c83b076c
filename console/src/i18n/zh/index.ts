import type en from '../en';
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

const texts: typeof en = {
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

export default texts;
