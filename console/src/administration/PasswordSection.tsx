import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { User } from '../api/types';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { HoldButton } from '../parts/HoldButton';
import { ShownOnce } from '../parts/ShownOnce';
import { Section } from '../parts/Section';
import { toastFailure } from '../parts/toast';
import { type GivenPassword, givePassword } from './users';

interface Props {
  user: User;
  given?: GivenPassword;
  setGiven: (password: GivenPassword) => void;
  mayWrite: boolean;
}

/** Whether a user has a password, and how they get another one. Giving one ends their sessions, which nothing undoes. */
export function PasswordSection({ user, given, setGiven, mayWrite }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const queries = useQueryClient();
  const give = useMutation({
    mutationFn: () => givePassword(user.id),
    retry: false,
    onSuccess: setGiven,
    onError: toastFailure,
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  const said = t(given ? 'administration.giveAnother' : 'administration.give');
  return (
    <>
      {given && (
        <ShownOnce
          title={t('administration.given')}
          secret={given.password}
          why={t('administration.givenWhy', { until: formats.dayTime(given.endsAt) })}
        />
      )}
      <Section title={t('administration.field.password')} end={t(`administration.password.${user.password}`)}>
        <p className="sm t2">{t('administration.giveWhy')}</p>
        <div style={{ marginTop: 8 }}>
          {!mayWrite ? (
            <Button small closed={t('frame.needs', { permission: 'users:write' })}>
              {said}
            </Button>
          ) : user.password === 'NONE' ? (
            <Button small disabled={give.isPending} onClick={() => give.mutate()}>
              {said}
            </Button>
          ) : (
            <HoldButton disabled={give.isPending} run={() => give.mutate()}>
              {said}
            </HoldButton>
          )}
        </div>
      </Section>
    </>
  );
}
