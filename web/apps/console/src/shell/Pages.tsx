import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { PageSkeleton } from '../page/PageSkeleton';
import { Home } from './Home';

const Overview = lazy(() => import('../overview/Overview'));
const MapPage = lazy(() => import('../map/MapPage'));
const Cases = lazy(() => import('../cases/Cases'));
const CasePage = lazy(() => import('../cases/CasePage'));
const FiguresPaper = lazy(() => import('../figures/FiguresPaper'));
const MicroPage = lazy(() => import('../micro/MicroPage'));
const Catalogue = lazy(() => import('../catalogue/Catalogue'));
const Housing = lazy(() => import('../housing/Housing'));
const BuildingFile = lazy(() => import('../housing/BuildingFile'));
const BuildingPaper = lazy(() => import('../housing/BuildingPaper'));
const CampaignPage = lazy(() => import('../housing/CampaignPage'));
const NewCampaign = lazy(() => import('../housing/NewCampaign'));
const StarMap = lazy(() => import('../housing/StarMap'));
const DoorCodesPage = lazy(() => import('../housing/DoorCodesPage'));
const HousingNoticePage = lazy(() => import('../housing/HousingNoticePage'));
const JointPage = lazy(() => import('../housing/JointPage'));
const NewJoint = lazy(() => import('../housing/NewJoint'));
const ObjectionPage = lazy(() => import('../housing/ObjectionPage'));
const UnitFile = lazy(() => import('../housing/UnitFile'));
const UnitPaper = lazy(() => import('../housing/UnitPaper'));
const HazardPage = lazy(() => import('../housing/HazardPage'));
const DeclarationPage = lazy(() => import('../housing/DeclarationPage'));
const Register = lazy(() => import('../register/Register'));
const BuildingPage = lazy(() => import('../register/BuildingPage'));
const UnitPage = lazy(() => import('../register/UnitPage'));
const Wash = lazy(() => import('../wash/Wash'));
const Blocks = lazy(() => import('../blocks/Blocks'));
const UnitBlockPage = lazy(() => import('../blocks/UnitBlockPage'));
const BuildingBlockPage = lazy(() => import('../blocks/BuildingBlockPage'));
const OrganisationPage = lazy(() => import('../blocks/OrganisationPage'));
const EventPage = lazy(() => import('../blocks/EventPage'));
const RelationTypes = lazy(() => import('../blocks/RelationTypes'));
const Tags = lazy(() => import('../tags/Tags'));
const Leads = lazy(() => import('../leads/Leads'));
const Exchange = lazy(() => import('../exchange/Exchange'));
const Review = lazy(() => import('../review/Review'));
const Sources = lazy(() => import('../sources/Sources'));
const NewMapping = lazy(() => import('../mapping/NewMapping'));
const SourcePage = lazy(() => import('../sources/SourcePage'));
const Runs = lazy(() => import('../runs/Runs'));
const RunPage = lazy(() => import('../runs/RunPage'));
const Reads = lazy(() => import('../reads/Reads'));
const MyData = lazy(() => import('../rights/MyData'));
const Accounts = lazy(() => import('../accounts/Accounts'));
const Recoveries = lazy(() => import('../recoveries/Recoveries'));
const Dwellings = lazy(() => import('../dwellings/Dwellings'));
const Proxies = lazy(() => import('../proxies/Proxies'));
const Emergencies = lazy(() => import('../emergencies/Emergencies'));
const Delays = lazy(() => import('../delays/Delays'));
const Audit = lazy(() => import('../audit/Audit'));
const Messages = lazy(() => import('../messages/Messages'));
const WhyPage = lazy(() => import('../why/WhyPage'));
const Security = lazy(() => import('../security/Security'));
const NotFound = lazy(() => import('../page/NotFound'));

/** Every page and its address. */
export function Pages() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/overview" component={Overview} />
        <Route path="/map" component={MapPage} />
        <Route path="/cases" component={Cases} />
        <Route path="/cases/:id">{({ id }) => <CasePage key={id} id={id} />}</Route>
        <Route path="/cases/figures/paper" component={FiguresPaper} />
        <Route path="/cases/micro/:id">{({ id }) => <MicroPage key={id} id={id} />}</Route>
        <Route path="/catalogue" component={Catalogue} />
        <Route path="/housing" component={Housing} />
        <Route path="/housing/buildings/:id">{({ id }) => <BuildingFile key={id} id={id} />}</Route>
        <Route path="/housing/buildings/:id/paper">{({ id }) => <BuildingPaper key={id} id={id} />}</Route>
        <Route path="/housing/buildings/:id/codes">{({ id }) => <DoorCodesPage key={id} id={id} />}</Route>
        <Route path="/housing/campaigns/new" component={NewCampaign} />
        <Route path="/housing/campaigns/:id">{({ id }) => <CampaignPage key={id} id={id} />}</Route>
        <Route path="/housing/stars" component={StarMap} />
        <Route path="/housing/units/:id">{({ id }) => <UnitFile key={id} id={id} />}</Route>
        <Route path="/housing/units/:id/paper">{({ id }) => <UnitPaper key={id} id={id} />}</Route>
        <Route path="/housing/hazards/:id">{({ id }) => <HazardPage key={id} id={id} />}</Route>
        <Route path="/housing/notices/:id">{({ id }) => <HousingNoticePage key={id} id={id} />}</Route>
        <Route path="/housing/buildings/:id/joint">{({ id }) => <NewJoint key={id} building={id} />}</Route>
        <Route path="/housing/joint/:id">{({ id }) => <JointPage key={id} id={id} />}</Route>
        <Route path="/housing/objections/:id">{({ id }) => <ObjectionPage key={id} id={id} />}</Route>
        <Route path="/housing/declarations/:id">{({ id }) => <DeclarationPage key={id} id={id} />}</Route>
        <Route path="/register" component={Register} />
        <Route path="/register/buildings/:id">{({ id }) => <BuildingPage key={id} id={id} />}</Route>
        <Route path="/register/units/:id">{({ id }) => <UnitPage key={id} id={id} />}</Route>
        <Route path="/wash" component={Wash} />
        <Route path="/blocks" component={Blocks} />
        <Route path="/blocks/units/:id">{({ id }) => <UnitBlockPage key={id} id={id} />}</Route>
        <Route path="/blocks/buildings/:id">{({ id }) => <BuildingBlockPage key={id} id={id} />}</Route>
        <Route path="/blocks/organisations/:id">{({ id }) => <OrganisationPage key={id} id={id} />}</Route>
        <Route path="/blocks/events/:place/:id">{({ place, id }) => <EventPage key={id} place={place} id={id} />}</Route>
        <Route path="/blocks/relations" component={RelationTypes} />
        <Route path="/tags" component={Tags} />
        <Route path="/leads" component={Leads} />
        <Route path="/exchange" component={Exchange} />
        <Route path="/review" component={Review} />
        <Route path="/sources" component={Sources} />
        <Route path="/sources/new" component={NewMapping} />
        <Route path="/sources/:id">{({ id }) => <SourcePage key={id} id={id} />}</Route>
        <Route path="/runs" component={Runs} />
        <Route path="/runs/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
        <Route path="/reads" component={Reads} />
        <Route path="/rights" component={MyData} />
        <Route path="/accounts" component={Accounts} />
        <Route path="/recoveries" component={Recoveries} />
        <Route path="/dwellings" component={Dwellings} />
        <Route path="/proxies" component={Proxies} />
        <Route path="/emergencies" component={Emergencies} />
        <Route path="/delays" component={Delays} />
        <Route path="/audit" component={Audit} />
        <Route path="/messages" component={Messages} />
        <Route path="/why" component={WhyPage} />
        <Route path="/security" component={Security} />
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  );
}
