import { Outlet, useNavigate } from '@tanstack/react-router';
import { useMe } from '../api/me';
import { useKeys } from '../keys/keys';
import { undoLast } from '../parts/toast';
import classes from './Frame.module.css';
import { KeyHelp } from './KeyHelp';
import { Offline } from './Offline';
import { closeOverlay, open, useOverlay } from './overlay';
import { Palette } from './Palette';
import { SCREENS } from './screens';
import { SideBar } from './SideBar';

/** What is around every page: the side bar, the palette, the list of keys, and the keys that work everywhere. */
export function Frame() {
  const me = useMe();
  const navigate = useNavigate();
  const overlay = useOverlay();
  useKeys([
    { keys: 'mod+K', label: 'frame.keys.palette', run: () => open('palette') },
    { keys: '?', label: 'frame.keys.help', run: () => open('keys') },
    { keys: 'Z', label: 'frame.keys.undo', run: undoLast },
    ...SCREENS.filter((screen) => !screen.needs || me.may(screen.needs)).map((screen) => ({
      keys: `G ${screen.key}`,
      label: screen.label,
      run: () => void navigate({ to: screen.path }),
    })),
  ]);

  return (
    <div className={classes.app}>
      {overlay === 'menu' && <div className={classes.scrim} onClick={closeOverlay} />}
      <SideBar />
      <main className="page">
        <Offline />
        <Outlet />
      </main>
      <Palette opened={overlay === 'palette'} close={closeOverlay} />
      <KeyHelp opened={overlay === 'keys'} close={closeOverlay} />
    </div>
  );
}
