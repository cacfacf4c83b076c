import { useTranslation } from 'react-i18next';
import type { Order } from '../api/types';
import { Money } from '../parts/Money';
import classes from './orders.module.css';

export function Lines({ order }: { order: Order }) {
  const { t } = useTranslation();
  const currency = order.totals?.currency;
  const money = (amount?: string) =>
    Number(amount ?? 0) === 0 ? '–' : <Money amount={amount} currency={currency} plain />;
  return (
    <div className={classes.scrolling}>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th>{t('orders.field.line')}</th>
            <th>{t('orders.field.quantity')}</th>
            <th>{t('orders.field.unitPrice')}</th>
            <th>{t('orders.field.discount')}</th>
            <th>{t('orders.field.tax')}</th>
            <th>{t('orders.field.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines?.map((line, i) => (
            <tr key={i}>
              <td>
                {line.name ?? line.sku}
                <br />
                <span className="sm t3">
                  {line.sku} · {line.kind && t(`orders.${line.kind}`)}
                </span>
              </td>
              <td className="num">{line.quantity}</td>
              <td className="t2">{money(line.unitPrice)}</td>
              <td className="t2">{money(line.discount)}</td>
              <td className="t2">{money(line.tax)}</td>
              <td className="m">{money(line.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>{t('orders.field.total')}</td>
            <td className="b">{money(order.totals?.amount)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
