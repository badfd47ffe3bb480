import { useTexts } from '@linli/kit/texts';
import { Alert, Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useLocation } from 'wouter';
import { Page } from '../page/Page';
import { useArea } from '../page/useArea';
import { useErrorText } from '../page/useErrorText';
import { uses } from '../register/lists';
import { useAreaDetail } from '../shell/queries';
import { CampaignPreview } from './CampaignPreview';
import { type Conditions, useBeginCampaign } from './campaignQueries';
import { useHousingCatalogue } from './queries';
import { useWords } from './useWords';

interface Fields extends Conditions { title: string; purpose: string; until?: string }

/** Begins a campaign: what it is for, and what its list is drawn by, with how many that are now. */
export default function NewCampaign() {
  const { t, say, word } = useTexts();
  const [, go] = useLocation();
  const errorText = useErrorText();
  const words = useWords();
  const area = useArea();
  const named = useAreaDetail(area).data;
  const catalogue = useHousingCatalogue().data;
  const [form] = Form.useForm<Fields>();
  const begin = useBeginCampaign();
  const given: Partial<Fields> = Form.useWatch([], form) ?? {};
  const units = given.of === 'unit';
  const query: Conditions = {
    area, of: given.of ?? 'building', tier: given.tier, stars_at_most: given.stars_at_most, hazard: given.hazard, days: given.days,
    building_use: given.building_use, unit_use: units ? given.unit_use : null,
  };
  const failed = begin.error && errorText(begin.error);
  const submit = ({ title, purpose, until }: Fields) => begin.mutate({ title, purpose, until: until === '' ? undefined : until, query }, { onSuccess: ({ campaign }) => go(`/housing/campaigns/${campaign.id}`) });
  const choices = uses.map((use) => ({ value: use, label: word('use', use) }));
  const kinds = (catalogue?.types ?? []).map(({ id, title }) => ({ value: id, label: say(title) }));
  const stars = [1, 2, 3, 4, 5].map((value) => ({ value, label: t('housing.stars', { n: value }) }));
  const any = t('campaigns.any');
  return (
    <Page title={t('campaigns.new')} lead={t('campaigns.newLead')}>
      <div className="ll-aside-right">
        <section className="ll-panel">
          <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={{ of: 'building' }} onFinish={submit}>
            <Form.Item name="title" label={t('campaigns.title')} rules={[{ required: true, whitespace: true, message: t('campaigns.needTitle') }]}><Input maxLength={80} /></Form.Item>
            <Form.Item name="purpose" label={t('campaigns.purpose')} extra={t('campaigns.purposeHint')} rules={[{ required: true, whitespace: true, message: t('campaigns.needPurpose') }]}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
            <Form.Item name="until" label={t('campaigns.until')}><Input type="date" /></Form.Item>
            {named && <p className="ll-soft">{t('campaigns.area')}: {say(named.name)}</p>}
            <Form.Item name="of" label={t('campaigns.of')}><Radio.Group options={[{ value: 'building', label: t('campaigns.ofBuilding') }, { value: 'unit', label: t('campaigns.ofUnit') }]} /></Form.Item>
            <Form.Item name="tier" label={t('campaigns.tierAtLeast')}><Select allowClear placeholder={any} options={words(catalogue?.tiers, ['watch', 'key'])} /></Form.Item>
            <Form.Item name="stars_at_most" label={t('campaigns.starsAtMost')}><Select allowClear placeholder={any} options={stars} /></Form.Item>
            <Form.Item name="hazard" label={t('campaigns.hazard')}><Select allowClear placeholder={any} showSearch={{ optionFilterProp: 'label' }} options={kinds} /></Form.Item>
            <Form.Item name="days" label={t('campaigns.days')}><InputNumber min={1} max={3660} placeholder={any} /></Form.Item>
            <Form.Item name="building_use" label={t('campaigns.buildingUse')}><Select allowClear placeholder={any} options={choices} /></Form.Item>
            {units && <Form.Item name="unit_use" label={t('campaigns.unitUse')}><Select allowClear placeholder={any} options={choices} /></Form.Item>}
            {failed && <Alert type="error" showIcon title={failed.detail ?? failed.title} description={failed.action} />}
            <Button type="primary" htmlType="submit" loading={begin.isPending}>{t('campaigns.new')}</Button>
          </Form>
        </section>
        <section className="ll-panel" aria-live="polite"><CampaignPreview query={query} /></section>
      </div>
    </Page>
  );
}
