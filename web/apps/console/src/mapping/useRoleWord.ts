import { useTexts } from '@linli/kit/texts';
import { baseOf, type Owner } from './fields';

/** What a role is called, by whom it is. */
export function useRoleWord(): (owner: Owner, role: string) => string {
  const { word } = useTexts();
  return (owner, role) => {
    if (owner === 'person') return `${word('role_of_person', baseOf(role))}${role.slice(baseOf(role).length).replace('_', ' ')}`;
    return owner === 'organisation' ? word('role_of_organisation', role) : word('role_of_address', role);
  };
}
