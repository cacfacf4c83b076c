import { useLocalStorage } from '@mantine/hooks';
import type { ListDefinition } from './definition';

/** Which columns of a list are shown; remembered on this computer. */
export function useColumns<Row, Query>(definition: ListDefinition<Row, Query>) {
  const usual = definition.columns.filter((column) => !column.optional).map((column) => column.id);
  const [chosen, choose] = useLocalStorage({ key: `columns ${definition.path}`, defaultValue: usual });
  return {
    all: definition.columns,
    shown: definition.columns.filter((column) => chosen.includes(column.id)),
    toggle(id: string) {
      const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
      if (next.length > 0) choose(next);
    },
  };
}
