import { IconPencil, IconShoppingCart, IconTicket } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { CHANNEL_ICONS } from '../interactions/channels';
import { Money } from '../parts/Money';
import { OrderStatus } from '../parts/status';
import { useActorName } from '../record/Actor';
import { Changes } from '../record/Changes';
import { Event } from '../record/Event';
import { useWording } from '../record/wording';
import { CUSTOMER_EVENTS } from './customerEvents';
import type { Moment } from './timeline';

export function MomentLine({ moment }: { moment: Moment }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const actor = useActorName();
  const wording = useWording('customers');
  const when = formats.time(moment.at);
  switch (moment.kind) {
    case 'interactions': {
      const { id = '', channel = 'PHONE', direction, subject, content, outcome } = moment.of;
      const title = (
        <Link to="/interactions/$id" params={{ id }}>
          {t(`interactions.channel.${channel}`)}
        </Link>
      );
      const detail = subject ?? outcome?.code ?? (direction && t(`interactions.direction.${direction}`));
      return (
        <Event icon={CHANNEL_ICONS[channel]} hue="blue" title={title} detail={detail} when={when}>
          {content && <p className="box">{content}</p>}
        </Event>
      );
    }
    case 'orders': {
      const { id = '', orderNumber, state, totals } = moment.of;
      const title = (
        <Link to="/orders/$id" params={{ id }}>
          {t('customers.orderPlaced', { number: orderNumber })}
        </Link>
      );
      const amount = (
        <>
          <b className="m">
            <Money {...totals} />
          </b>{' '}
          {when}
        </>
      );
      return (
        <Event icon={IconShoppingCart} hue="green" title={title} when={amount}>
          {state && <OrderStatus state={state} />}
        </Event>
      );
    }
    case 'tickets': {
      const { id = '', number, type, needDescription } = moment.of;
      const title = (
        <Link to="/tickets/$id" params={{ id }}>
          {t('customers.ticketOpened', { number })}
        </Link>
      );
      return (
        <Event icon={IconTicket} hue="amber" title={title} detail={type && t(`tickets.type.${type}`)} when={when}>
          {needDescription && <p className="sm t2">{needDescription}</p>}
        </Event>
      );
    }
    case 'changes': {
      const { type = '', actor: by, changes = [] } = moment.of;
      const title = CUSTOMER_EVENTS[type];
      return (
        <Event icon={IconPencil} hue="grey" title={title ? (t(title) as string) : type} detail={actor(by)} when={when}>
          {type !== 'customer.registered' && <Changes changes={changes} wording={wording} />}
        </Event>
      );
    }
  }
}
