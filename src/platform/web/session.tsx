/** Who is signed in, and what they may do in the unit they look at. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Permission, Role, Scope } from '../auth/permissions.ts';
import { getSession, type SessionInfo } from '../auth/shapes.ts';
import { type ApiError, call } from './call.ts';

export type SessionUnit = SessionInfo['units'][number];

export const SESSION_KEY = ['session'];

export function useSessionQuery() {
  return useQuery<SessionInfo, ApiError>({
    queryKey: SESSION_KEY,
    queryFn: () => call(getSession),
    staleTime: 60_000,
  });
}

export type Session = {
  account: SessionInfo['account'];
  units: SessionUnit[];
  /** The unit in the address; undefined outside `/u/…` or when it is none of ours. */
  unit: SessionUnit | undefined;
  roles: Role[];
  /** How far the permission reaches in the present unit; undefined = not at all. */
  can: (permission: Permission) => Scope | undefined;
};

export function useSession(): Session {
  const { data } = useSessionQuery();
  const code = (useParams({ strict: false }) as Record<string, string>).unit;
  const unit = data?.units.find((one) => one.code === code);
  return {
    account: data?.account,
    units: data?.units ?? [],
    unit,
    roles: unit?.roles ?? [],
    can: (permission) => unit?.permissions[permission],
  };
}

/** Shows its children exactly when the server would agree. */
export function Can(props: {
  permission: Permission;
  children: ReactNode;
  otherwise?: ReactNode;
}): ReactNode {
  return useSession().can(props.permission) ? props.children : (props.otherwise ?? null);
}
