import type { ListDefinition } from './definition';

/** The list through which somebody came to a record: they may go on to its neighbours, and back to the same rows. */
export interface Trail {
  address: string;
  ids: string[];
  count?: string;
}

type Path = ListDefinition<unknown, unknown>['path'];

const key = (path: Path) => `trail ${path}`;

export function leaveTrail(path: Path, trail: Trail) {
  sessionStorage.setItem(key(path), JSON.stringify(trail));
}

export function trailTo(path: Path, id: string) {
  const stored = sessionStorage.getItem(key(path));
  const trail = stored ? (JSON.parse(stored) as Trail) : undefined;
  const at = trail?.ids.indexOf(id) ?? -1;
  if (!trail || at < 0) return undefined;
  return {
    address: trail.address,
    at: at + 1,
    of: trail.count ?? String(trail.ids.length),
    previous: trail.ids[at - 1],
    next: trail.ids[at + 1],
  };
}
