import { InboxOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, action, children }: { title: string; action?: string; children?: ReactNode }) {
  return (
    <div className="ll-state">
      <i aria-hidden="true"><InboxOutlined /></i>
      <b>{title}</b>
      {action && <p>{action}</p>}
      {children && <div>{children}</div>}
    </div>
  );
}
