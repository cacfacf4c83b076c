import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';
import classes from './ShownOnce.module.css';
import { toast } from './toast';

interface Props {
  title: string;
  secret: string;
  why: string;
}

/** A password or a token, which nobody can show again. */
export function ShownOnce({ title, secret, why }: Props) {
  const { t } = useTranslation();
  const copy = () => void navigator.clipboard?.writeText(secret).then(() => toast(t('record.copied')));
  return (
    <section className={`amber ${classes.once}`} aria-label={title} role="status">
      <h3 className="row b">
        {title} <span className="end sm t2">{t('record.once')}</span>
      </h3>
      <div className={classes.secret}>
        <code>{secret}</code>
        <Button small icon={IconCopy} onClick={copy}>
          {t('record.copy')}
        </Button>
      </div>
      <p className="sm t2">{why}</p>
    </section>
  );
}
