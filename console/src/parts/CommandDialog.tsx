import { Modal } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../api/client';
import { asFailure, type RequestFailed } from '../api/problem';
import type { TextKey } from '../i18n';
import { Button } from './Button';
import classes from './CommandDialog.module.css';
import { problemText } from './problemText';

export interface FormField {
  name: string;
  label: TextKey;
  kind?: 'text' | 'email' | 'tel' | 'area' | 'amount' | 'check';
  options?: { value: string; label: TextKey }[];
  required?: boolean;
  initial?: string;
  /** Where the service reports what is wrong with it, if that is not its name. */
  path?: string;
}

export type FormValues = Record<string, string | undefined>;

interface Props {
  title: string;
  action: string;
  fields: FormField[];
  /** The key stays the same until the dialog is closed, so a command that is sent twice is carried out once. */
  send: (values: FormValues, key: string) => Promise<unknown>;
  close: () => void;
}

/** Every form of the console: what it asks for, what was refused at its field, and ⌘↵ to send it. */
export function CommandDialog({ title, action, fields, send, close }: Props) {
  const { t } = useTranslation();
  const [key, setKey] = useState(newKey);
  const command = useMutation({ mutationFn: (values: FormValues) => send(values, key), onSuccess: close });
  const failure = command.error ? asFailure(command.error) : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // A request that was refused is another one once it is changed.
    if (failure && !failure.isTemporary) setKey(newKey());
    const given = [...new FormData(event.currentTarget)].map(([name, value]) => [
      name,
      String(value).trim() || undefined,
    ]);
    command.mutate(Object.fromEntries(given) as FormValues);
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
  }

  return (
    <Modal opened onClose={close} title={title} size={440}>
      <form className={classes.form} onSubmit={submit} onKeyDown={onKeyDown}>
        {fields.map((field, i) => (
          <Entry key={field.name} field={field} failure={failure} autofocus={i === 0} />
        ))}
        {failure && <Refusal failure={failure} fields={fields} />}
        <div className="row g2">
          <Button kind="ink" type="submit" keys="mod+Enter" disabled={command.isPending}>
            {action}
          </Button>
          <Button kind="quiet" onClick={close}>
            {t('record.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const pathOf = (field: FormField) => field.path ?? field.name;

function Entry({ field, failure, autofocus }: { field: FormField; failure?: RequestFailed; autofocus: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  const wrong = failure?.about(pathOf(field));
  const given = {
    id,
    name: field.name,
    required: field.required,
    defaultValue: field.initial,
    'aria-invalid': Boolean(wrong),
    'aria-describedby': wrong ? `${id}-wrong` : undefined,
    'data-autofocus': autofocus || undefined,
  };
  if (field.kind === 'check') {
    return (
      <label className="row g2">
        <input type="checkbox" name={field.name} value="yes" defaultChecked={field.initial === 'yes'} />
        {t(field.label) as string}
      </label>
    );
  }
  return (
    <div>
      <label htmlFor={id} className="t2 sm">
        {t(field.label) as string}
      </label>
      {field.options ? (
        <select {...given} className="input">
          {field.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {t(label) as string}
            </option>
          ))}
        </select>
      ) : field.kind === 'area' ? (
        <textarea {...given} className="input" rows={4} />
      ) : (
        <input
          {...given}
          className="input"
          type={field.kind === 'amount' ? 'text' : (field.kind ?? 'text')}
          inputMode={field.kind === 'amount' ? 'decimal' : undefined}
        />
      )}
      {wrong && (
        <p id={`${id}-wrong`} className={classes.wrong}>
          <IconAlertCircle className="s" aria-hidden /> {wrong}
        </p>
      )}
    </div>
  );
}

/** What was refused, with all that belongs to no field of the form. */
function Refusal({ failure, fields }: { failure: RequestFailed; fields: FormField[] }) {
  const { t } = useTranslation();
  const others = failure.errors.filter(({ field }) => !fields.some((each) => field.startsWith(pathOf(each))));
  return (
    <div role="alert" className={classes.wrong}>
      {problemText(failure, t)}
      {others.map(({ field, message }) => (
        <p key={field}>
          {field}: {message}
        </p>
      ))}
    </div>
  );
}
