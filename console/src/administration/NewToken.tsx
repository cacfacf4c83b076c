import { Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf, newKey } from '../api/client';
import { asFailure } from '../api/problem';
import list from '../list/list.module.css';
import { Button } from '../parts/Button';
import form from '../parts/CommandDialog.module.css';
import { problemText } from '../parts/problemText';
import classes from './administration.module.css';
import { scopesOf } from './matrix';
import type { Token } from './Tokens';

interface Props {
  user: string;
  roles: readonly string[];
  done: (token: Token) => void;
  close: () => void;
}

/** Asks for a token: its name, until when it is good, and what it may do at most. */
export function NewToken({ user, roles, done, close }: Props) {
  const { t } = useTranslation();
  const [key, setKey] = useState(newKey);
  const [whole, setWhole] = useState(false);
  const make = useMutation({
    mutationFn: (body: { name: string; scopes: string[]; days: number }) => {
      const params = { path: { user }, header: { 'Idempotency-Key': key } };
      return dataOf(api.POST('/api/users/{user}/tokens', { params, body }));
    },
    onSuccess: (token) => {
      done(token);
      close();
    },
  });
  const failure = make.error ? asFailure(make.error) : undefined;
  const wrong = (field: string) => {
    const why = failure?.about(field);
    return (
      why && (
        <p id={`token-${field}`} className={form.wrong}>
          {why}
        </p>
      )
    );
  };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (failure && !failure.isTemporary) setKey(newKey());
    const values = new FormData(event.currentTarget);
    make.mutate({
      name: String(values.get('name')).trim(),
      days: Number(values.get('days')),
      scopes: whole ? ['crm'] : values.getAll('scope').map(String),
    });
  }

  return (
    <Modal opened onClose={close} title={t('administration.newToken')} size={480}>
      <form className={form.form} onSubmit={submit}>
        <div>
          <label htmlFor="token-name-field" className="t2 sm">
            {t('administration.field.tokenName')}
          </label>
          <input
            id="token-name-field"
            name="name"
            className="input"
            maxLength={100}
            required
            data-autofocus
            aria-invalid={Boolean(failure?.about('name'))}
            aria-describedby="token-name"
          />
          {wrong('name')}
        </div>
        <div>
          <label htmlFor="token-days-field" className="t2 sm">
            {t('administration.field.days')}
          </label>
          <input
            id="token-days-field"
            name="days"
            type="number"
            min={1}
            max={365}
            defaultValue={30}
            className="input"
            required
            aria-invalid={Boolean(failure?.about('days'))}
            aria-describedby="token-days"
          />
          {wrong('days')}
        </div>
        <fieldset className={classes.scopes}>
          <legend className="t2 sm">{t('administration.field.scopes')}</legend>
          <label className={list.choice}>
            <input type="checkbox" checked={whole} onChange={() => setWhole(!whole)} />
            {t('administration.allScopes')}
          </label>
          {!whole && (
            <div className={classes.grid}>
              {scopesOf(roles).map((scope) => (
                <label key={scope} className={`${list.choice} mono`}>
                  <input type="checkbox" name="scope" value={scope} />
                  {scope}
                </label>
              ))}
            </div>
          )}
          {wrong('scopes')}
        </fieldset>
        {failure && (
          <p role="alert" className={form.wrong}>
            {problemText(failure, t)}
          </p>
        )}
        <div className="row g2">
          <Button kind="ink" type="submit" disabled={make.isPending}>
            {t('administration.makeToken')}
          </Button>
          <Button kind="quiet" onClick={close}>
            {t('record.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
