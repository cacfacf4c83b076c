import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';
import { asFailure } from '../api/problem';
import { Button } from './Button';
import { problemText } from './problemText';

let undoable: (() => void) | undefined;

/** What Z does: it takes back what the toast on the screen offers to. */
export function undoLast() {
  undoable?.();
}

/** Says that something was done; where it can be undone, for eight seconds how. */
export function toast(message: string, undo?: () => void) {
  const take =
    undo &&
    (() => {
      undoable = undefined;
      notifications.hide(id);
      undo();
    });
  undoable = take;
  const id = notifications.show({
    message: (
      <span className="row g3">
        <span className="grow">{message}</span>
        {take && (
          <Button small onClick={take} keys="Z">
            {i18next.t('record.undo')}
          </Button>
        )}
      </span>
    ),
    icon: <IconCheck />,
    withCloseButton: false,
    onClose: () => {
      if (undoable === take) undoable = undefined;
    },
  });
}

/** Says why something that has no field of its own was not done. */
export function toastFailure(error: unknown) {
  notifications.show({ message: problemText(asFailure(error), i18next.t), icon: <IconAlertTriangle /> });
}
