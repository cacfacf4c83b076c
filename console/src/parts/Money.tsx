import { useFormats } from '../format';

interface Props {
  amount?: string;
  currency?: string;
  /** Without the currency, where all around it has the same. */
  plain?: boolean;
}

export function Money({ amount, currency, plain }: Props) {
  const formats = useFormats();
  return (
    <span className="num nowrap">
      {amount && currency ? formats[plain ? 'amount' : 'money'](amount, currency) : '–'}
    </span>
  );
}
