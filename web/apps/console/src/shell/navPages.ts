import {
  AlertOutlined, ApartmentOutlined, BarsOutlined, BookOutlined, ClockCircleOutlined, CompassOutlined, ContactsOutlined, DashboardOutlined, DatabaseOutlined, DiffOutlined,
  EyeOutlined, FilterOutlined, HistoryOutlined, HomeOutlined, IdcardOutlined, KeyOutlined, MailOutlined, SafetyOutlined, SolutionOutlined, SwapOutlined, TagsOutlined, TeamOutlined, UserSwitchOutlined,
} from '@ant-design/icons';
import type { Key } from '@linli/kit/texts';
import type { ComponentType } from 'react';

/** A page of the left navigation. */
export interface NavPage { name: string; path: string; key: Key; icon: ComponentType }

/** Every page there is, in the order of the navigation; the session says which ones show. */
export const navPages: NavPage[] = [
  { name: 'overview', path: '/overview', key: 'nav.overview', icon: DashboardOutlined },
  { name: 'map', path: '/map', key: 'nav.map', icon: CompassOutlined },
  { name: 'cases', path: '/cases', key: 'nav.cases', icon: SolutionOutlined },
  { name: 'catalogue', path: '/catalogue', key: 'nav.catalogue', icon: BookOutlined },
  { name: 'housing', path: '/housing', key: 'nav.housing', icon: HomeOutlined },
  { name: 'register', path: '/register', key: 'nav.register', icon: BarsOutlined },
  { name: 'wash', path: '/wash', key: 'nav.wash', icon: FilterOutlined },
  { name: 'blocks', path: '/blocks', key: 'nav.blocks', icon: ApartmentOutlined },
  { name: 'tags', path: '/tags', key: 'nav.tags', icon: TagsOutlined },
  { name: 'leads', path: '/leads', key: 'nav.leads', icon: MailOutlined },
  { name: 'review', path: '/review', key: 'nav.review', icon: DiffOutlined },
  { name: 'sources', path: '/sources', key: 'nav.sources', icon: DatabaseOutlined },
  { name: 'exchange', path: '/exchange', key: 'nav.exchange', icon: SwapOutlined },
  { name: 'runs', path: '/runs', key: 'nav.runs', icon: HistoryOutlined },
  { name: 'audit', path: '/audit', key: 'nav.audit', icon: SafetyOutlined },
  { name: 'reads', path: '/reads', key: 'nav.reads', icon: EyeOutlined },
  { name: 'rights', path: '/rights', key: 'nav.rights', icon: IdcardOutlined },
  { name: 'dwellings', path: '/dwellings', key: 'nav.dwellings', icon: ContactsOutlined },
  { name: 'proxies', path: '/proxies', key: 'nav.proxies', icon: UserSwitchOutlined },
  { name: 'emergencies', path: '/emergencies', key: 'nav.emergencies', icon: AlertOutlined },
  { name: 'delays', path: '/delays', key: 'nav.delays', icon: ClockCircleOutlined },
  { name: 'recoveries', path: '/recoveries', key: 'nav.recoveries', icon: KeyOutlined },
  { name: 'accounts', path: '/accounts', key: 'nav.accounts', icon: TeamOutlined },
];
