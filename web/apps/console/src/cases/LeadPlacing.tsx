import type { CaseLead } from '@linli/kit/client';
import { useTexts } from '@linli/kit/texts';
import { Input, Select, Space } from 'antd';
import { useCatalogue } from './queries';

/** What a person found out of a lead that came without it: what it is about, and where. */
export interface Placed { subclass?: string; address: string }

/** Whether a lead tells where it is. */
export const isPlaced = (lead: CaseLead) => Boolean(lead.place ?? lead.point);

/** Asks for what a lead does not tell itself: a letter that came by e-mail without a sure place or subject. */
export function LeadPlacing({ lead, placed, change }: { lead: CaseLead; placed: Placed; change(placed: Placed): void }) {
  const { t, say } = useTexts();
  const catalogue = useCatalogue().data;
  const groups = catalogue?.classes.map(({ id, title }) => ({
    label: say(title), options: catalogue.subclasses.filter((each) => each.class === id).map((each) => ({ value: each.id, label: say(each.title) })),
  }));
  return (
    <Space wrap>
      {!lead.subclass && (
        <Select
          showSearch={{ optionFilterProp: 'label' }} style={{ minWidth: 220 }} aria-label={t('cases.subclass')} placeholder={t('cases.needSubclass')}
          options={groups} value={placed.subclass} onChange={(subclass: string) => change({ ...placed, subclass })}
        />
      )}
      {!isPlaced(lead) && (
        <Input
          maxLength={200} style={{ minWidth: 260 }} aria-label={t('cases.address')} placeholder={t('cases.addressHint')}
          value={placed.address} onChange={(event) => change({ ...placed, address: event.target.value })}
        />
      )}
    </Space>
  );
}
