import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { handleKey, useKeys } from './keys';

window.addEventListener('keydown', handleKey);

function Screen({ keys, run }: { keys: string; run: () => void }) {
  useKeys([{ keys, label: 'frame.home', run }]);
  return <input aria-label="Text" />;
}

it('runs what a key, a combination or a sequence is bound to', async () => {
  for (const [keys, typed] of [
    ['J', 'j'],
    ['mod+K', '{Control>}k{/Control}'],
    ['G C', 'gc'],
    ['?', '?'],
  ] as const) {
    const run = vi.fn();
    const { unmount } = render(<Screen keys={keys} run={run} />);

    await userEvent.keyboard(typed);

    expect(run, keys).toHaveBeenCalledOnce();
    unmount();
  }
});

it('leaves keys alone while somebody types', async () => {
  const run = vi.fn();
  render(<Screen keys="J" run={run} />);

  await userEvent.type(screen.getByLabelText('Text'), 'jjj');

  expect(run).not.toHaveBeenCalled();
});

it('forgets the keys of what is not shown any more', async () => {
  const run = vi.fn();
  render(<Screen keys="J" run={run} />).unmount();

  await userEvent.keyboard('j');

  expect(run).not.toHaveBeenCalled();
});
