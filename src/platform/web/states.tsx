/** What a page shows while it waits, when there is nothing, and when something went wrong. */
import { ReloadOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ApiError } from './call.ts';
import { useT } from './texts.ts';

/** Says what happened and lets one try again. */
export function ErrorState(props: { error: Error; retry?: (() => void) | undefined }): ReactNode {
  const t = useT();
  const { error, retry } = props;
  const known = error instanceof ApiError;
  return (
    <Alert
      type={known && error.status === 403 ? 'warning' : 'error'}
      showIcon
      className="zc-error"
      title={
        known ? error.message : t('页面出错了。请重试；仍不行，请把下面的文字告知系统管理员。')
      }
      description={known ? (error.status >= 500 ? error.code : undefined) : error.message}
      action={
        retry && (
          <Button icon={<ReloadOutlined />} onClick={retry}>
            {t('重试')}
          </Button>
        )
      }
    />
  );
}

/** Never an empty table: says why there is nothing and offers the step that fills it. */
export function EmptyState(props: { text: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className="zc-empty">
      <p>{props.text}</p>
      {props.action}
    </div>
  );
}

/** Shows the data of a query once it is there; until then a skeleton, or what went wrong. */
export function Loaded<T>(props: {
  query: UseQueryResult<T, ApiError>;
  children: (data: T) => ReactNode;
}): ReactNode {
  const { query } = props;
  // What has gone or may no longer be seen is not shown from memory.
  const gone = query.error?.status === 404 || query.error?.status === 403;
  if (query.data !== undefined && !gone) return props.children(query.data);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <Skeleton active className="zc-skeleton" />;
}
