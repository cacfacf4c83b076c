import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client';
import { useMe } from '../api/me';
import { Avatar } from './Avatar';

/** A user whom a record names by its id. Who may not read users sees the id, but knows their own name. */
export function UserName({ id }: { id?: string }) {
  const me = useMe();
  const isMe = id === me.id;
  const mayAsk = me.roles.includes('ADMIN') && id?.startsWith('usr_') && !isMe;
  const { data } = useQuery({
    queryKey: ['users', id],
    enabled: Boolean(mayAsk),
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => dataOf(api.GET('/api/users/{id}', { params: { path: { id: id ?? '' } }, signal })),
  });
  if (!id) return null;
  const name = isMe ? me.name : (data?.name ?? id);
  return (
    <span className="row g2 clip">
      <Avatar id={id} name={isMe || data ? name : '?'} />
      <span className="clip">{name}</span>
    </span>
  );
}
