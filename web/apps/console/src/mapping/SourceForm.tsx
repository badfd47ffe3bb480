import type { MappingDraft } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { duties } from './fields';

/** What the table is, who keeps it and by which law: said once for every fact that comes from it. */
export function SourceForm({ draft, change }: { draft: MappingDraft; change(draft: MappingDraft): void }) {
  const { t, word } = useTexts();
  const basis = draft.legal_basis ?? { zh: '', en: '' };
  const setBasis = (next: { zh: string; en: string }) => change({ ...draft, legal_basis: next.zh || next.en ? next : null });
  return (
    <Form layout="vertical" component="div" className="ll-source-form">
      <Form.Item label={t('mapping.titleZh')}><Input value={draft.title.zh} onChange={(event) => change({ ...draft, title: { ...draft.title, zh: event.target.value } })} /></Form.Item>
      <Form.Item label={t('mapping.titleEn')}><Input value={draft.title.en} onChange={(event) => change({ ...draft, title: { ...draft.title, en: event.target.value } })} /></Form.Item>
      <Form.Item label={t('mapping.officeZh')}><Input value={draft.office.zh} onChange={(event) => change({ ...draft, office: { ...draft.office, zh: event.target.value } })} /></Form.Item>
      <Form.Item label={t('mapping.officeEn')}><Input value={draft.office.en} onChange={(event) => change({ ...draft, office: { ...draft.office, en: event.target.value } })} /></Form.Item>
      <Form.Item label={t('mapping.basisZh')} extra={t('mapping.basisHelp')}><Input value={basis.zh} onChange={(event) => setBasis({ ...basis, zh: event.target.value })} /></Form.Item>
      <Form.Item label={t('mapping.basisEn')}><Input value={basis.en} onChange={(event) => setBasis({ ...basis, en: event.target.value })} /></Form.Item>
      <Form.Item label={t('mapping.id')} extra={t('mapping.idHelp')}><Input value={draft.source} onChange={(event) => change({ ...draft, source: event.target.value })} /></Form.Item>
      <Form.Item label={t('mapping.files')} extra={t('mapping.filesHelp')}><Input value={draft.files} onChange={(event) => change({ ...draft, files: event.target.value })} /></Form.Item>
      <Form.Item label={t('mapping.rank')} extra={t('mapping.rankHelp')}><InputNumber min={0} max={1000} precision={0} value={draft.rank} onChange={(rank) => change({ ...draft, rank: rank ?? 0 })} /></Form.Item>
      <Form.Item label={t('mapping.serves')} extra={t('mapping.servesHelp')}><Select mode="multiple" aria-label={t('mapping.serves')} value={draft.serves} options={duties.map((id) => ({ value: id as string, label: word('source_duty', id) }))} onChange={(serves) => change({ ...draft, serves })} /></Form.Item>
      <Form.Item extra={t('mapping.unnamedHelp')}><Checkbox checked={draft.unnamed} onChange={(event) => change({ ...draft, unnamed: event.target.checked })}>{t('mapping.keepUnnamed')}</Checkbox></Form.Item>
    </Form>
  );
}
