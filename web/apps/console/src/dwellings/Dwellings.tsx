import { useTexts } from '@linli/kit/texts';
import { Page } from '../page/Page';
import { useAccount } from '../session/context';
import { Guardians } from './Guardians';
import { OwnDwellings } from './OwnDwellings';
import { RequestTable } from './RequestTable';

const confirming = ['grid_worker', 'street_officer', 'community_officer'];

/** The dwelling of a resident; and for who works a grid, who asks to be bound to one. */
export default function Dwellings() {
  const { t } = useTexts();
  const { roles } = useAccount();
  const verifies = roles.some((role) => confirming.includes(role));
  return (
    <Page title={t('dwelling.title')} lead={t(verifies ? 'dwelling.leadVerify' : 'dwelling.leadOwn')}>
      {roles.includes('resident') && <OwnDwellings />}
      {verifies && <Guardians />}
      {verifies && <section className="ll-panel"><RequestTable /></section>}
    </Page>
  );
}
