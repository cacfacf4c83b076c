import { useTranslation } from 'react-i18next';
import type { ConsentState, OrderState, Stage, Ticket } from '../api/types';
import type { TextKey } from '../i18n';

export type Hue = 'green' | 'blue' | 'amber' | 'red' | 'violet' | 'pink' | 'grey' | 'jade';

/** A steady state is a dot and a word; a filled chip means: look here. */
interface Look {
  hue: Hue;
  steady?: boolean;
}

export const STAGES: Record<Stage, Look> = {
  LEAD: { hue: 'blue' },
  QUALIFIED: { hue: 'jade' },
  CUSTOMER: { hue: 'green', steady: true },
  DORMANT: { hue: 'amber' },
  LOST: { hue: 'red' },
  DISQUALIFIED: { hue: 'grey', steady: true },
};

export const ORDER_STATES: Record<OrderState, Look> = {
  PENDING_PAYMENT: { hue: 'amber' },
  PAID: { hue: 'blue' },
  CONFIRMED: { hue: 'blue' },
  SHIPPED: { hue: 'blue' },
  FULFILLED: { hue: 'green' },
  RECEIVED: { hue: 'green' },
  COMPLETED: { hue: 'grey', steady: true },
  CANCELLED: { hue: 'grey', steady: true },
  EXPIRED: { hue: 'grey', steady: true },
  RETURNING: { hue: 'red' },
  RETURNED: { hue: 'grey', steady: true },
};

export const PRIORITIES: Record<NonNullable<Ticket['priority']>, Look> = {
  LOW: { hue: 'grey', steady: true },
  NORMAL: { hue: 'grey', steady: true },
  HIGH: { hue: 'amber' },
  URGENT: { hue: 'red' },
};

export const CONSENTS: Record<ConsentState, Look> = {
  UNKNOWN: { hue: 'grey' },
  PENDING: { hue: 'amber' },
  GRANTED: { hue: 'green' },
  WITHDRAWN: { hue: 'red' },
  DENIED: { hue: 'red' },
  EXPIRED: { hue: 'amber' },
};

/** One word and one hue per state, wherever it is shown. */
export function Status({ look, text, filled }: { look: Look; text: TextKey; filled?: boolean }) {
  const { t } = useTranslation();
  const hue = `d ${look.hue}`;
  if (look.steady && !filled) {
    return (
      <span className="row g2 nowrap">
        <i className={hue} />
        {t(text)}
      </span>
    );
  }
  return <span className={`chip ${look.hue}`}>{t(text)}</span>;
}

export function StageStatus({ stage, filled }: { stage: Stage; filled?: boolean }) {
  return <Status look={STAGES[stage]} text={`customers.stage.${stage}`} filled={filled} />;
}

export function OrderStatus({ state, filled }: { state: OrderState; filled?: boolean }) {
  return <Status look={ORDER_STATES[state]} text={`orders.state.${state}`} filled={filled} />;
}
