import { useTexts } from '@linli/kit/texts';
import { Breadcrumb } from 'antd';
import { useArea } from '../page/useArea';
import { AreaStep } from './AreaStep';
import { useAreaDetail } from './queries';

/** The area as a breadcrumb; each step opens the areas beside it, the last the areas below. */
export function AreaPicker() {
  const { t } = useTexts();
  const area = useArea();
  const detail = useAreaDetail(area).data;
  if (!detail) return <span className="ll-areas" />;
  const steps = detail.path.some((step) => step.id === detail.id) ? detail.path : [...detail.path, detail];
  const items = steps.map((step, index) => ({
    key: step.id,
    title: <AreaStep area={step} last={index === steps.length - 1} leaf={step.id === detail.id && detail.children === 0} />,
  }));
  return <nav className="ll-areas" aria-label={t('shell.area')}><Breadcrumb items={items} separator="›" /></nav>;
}
