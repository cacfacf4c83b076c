import { IconKey, IconPlus } from '@tabler/icons-react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import type { components } from '../api/generated/gateway';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { Failed } from '../parts/Failed';
import { HoldButton } from '../parts/HoldButton';
import { Section } from '../parts/Section';
import { ShownOnce } from '../parts/ShownOnce';
import { toast, toastFailure } from '../parts/toast';
import classes from './administration.module.css';
import { NewToken } from './NewToken';

export type Token = components['schemas']['TokenView'];

const tokensQuery = (user: string) =>
  queryOptions({
    queryKey: ['tokens', user],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/users/{user}/tokens', { params: { path: { user }, query: { limit: 200 } }, signal })),
  });

interface Props {
  /** An id, or `me`. */
  user: string;
  roles: readonly string[];
  mayWrite: boolean;
}

/** The access tokens of a user: programs that bring one work in the user's name. */
export function Tokens({ user, roles, mayWrite }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(tokensQuery(user));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Token>();
  const [old, showOld] = useState(false);
  const valid = data?.items.filter(isValid) ?? [];
  const ended = data?.items.filter((token) => !isValid(token)) ?? [];
  return (
    <>
      {made?.token && (
        <ShownOnce
          title={t('administration.tokenMade', { name: made.name })}
          secret={made.token}
          why={t('administration.tokenWhy')}
        />
      )}
      <Section
        title={t('administration.tokens')}
        end={
          <Button kind="quiet" small icon={IconPlus} disabled={!mayWrite} onClick={() => setMaking(true)}>
            {t('administration.newToken')}
          </Button>
        }
      >
        {error && <Failed error={error} what={t('administration.tokens')} again={() => void refetch()} />}
        {data && valid.length === 0 && <p className="t3">{t('administration.noTokens')}</p>}
        {valid.map((token) => (
          <TokenRow key={token.id} user={user} token={token} mayWrite={mayWrite} />
        ))}
        {ended.length > 0 && (
          <button type="button" className={`link sm ${classes.more}`} onClick={() => showOld(!old)}>
            {t('administration.endedTokens', { count: ended.length })}
          </button>
        )}
        {old && ended.map((token) => <TokenRow key={token.id} user={user} token={token} mayWrite={false} />)}
      </Section>
      {making && (
        <NewToken
          user={user}
          roles={roles}
          done={(token) => {
            setMade(token);
            void queries.invalidateQueries({ queryKey: ['tokens'] });
          }}
          close={() => setMaking(false)}
        />
      )}
    </>
  );
}

const isValid = ({ revokedAt, expiresAt }: Token) => !revokedAt && Date.parse(expiresAt) > Date.now();

function TokenRow({ user, token, mayWrite }: { user: string; token: Token; mayWrite: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => dataOf(api.DELETE('/api/users/{user}/tokens/{id}', { params: { path: { user, id: token.id } } })),
    onSuccess: () => toast(t('administration.revoked', { name: token.name })),
    onError: toastFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  });
  const used = token.usedAt ? t('administration.used', { ago: formats.ago(token.usedAt) }) : t('administration.unused');
  const end = token.revokedAt
    ? t('administration.revokedOn', { day: formats.day(token.revokedAt) })
    : t('administration.ends', { day: formats.day(token.expiresAt) });
  return (
    <div className={classes.token}>
      <IconKey className="s t3" aria-hidden />
      <span className="col">
        <b className="m">{token.name}</b>
        <span className="sm t3">
          {token.scopes.includes('crm') ? t('administration.allScopes') : token.scopes.join(', ')}
        </span>
        <span className="sm t3">
          {used} · {end}
        </span>
      </span>
      {mayWrite && isValid(token) && (
        <HoldButton disabled={revoke.isPending} run={() => revoke.mutate()}>
          {t('administration.revoke')}
        </HoldButton>
      )}
    </div>
  );
}
