import { Empty } from 'antd';
import type { ReactNode } from 'react';

/** Nothing to show, and what to do about it. */
export function EmptyState({ title, action, children }: { title: string; action?: string; children?: ReactNode }) {
  return (
    <Empty
      className="ll-state"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={<><b>{title}</b>{action && <p className="ll-soft">{action}</p>}</>}
    >
      {children}
    </Empty>
  );
}
