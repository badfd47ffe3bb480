import {
  type BuildingHousing, type Declaration, type DeclarationDetail, type DeclarationPage, type DoorCode, type DoorCodes, type HazardDetail, type HazardPage, type HousingBuildings, type HousingCatalogue, type HousingNoticeDetail, type HousingNoticePage, type HousingRelated, type HousingSummary,
  type InspectionAttemptList, type InspectionDuePage, type InspectionPlanPage, type InspectionRisk, type InspectorList, type InspectorProfile, type JointEnforcementDetail, type JointEnforcementPage, type NoticeObjectionDetail, type NoticeObjectionPage, type Rating, type RatingPage,
  read, send, type StarUse, type UnitHousing, write,
} from '@linli/kit/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeed } from '../page/useDeed';

type Query = Record<string, string | number | boolean | null | undefined>;

const list = <T>(name: string) => (query: Query) => useQuery({
  queryKey: ['housing', name, query],
  placeholderData: keepPreviousData,
  queryFn: ({ signal }) => read<T>(`/api/housing/${name}`, query, signal),
});

export const useSummary = list<HousingSummary>('summary');
export const useHousingBuildings = list<HousingBuildings>('buildings');
export const useHazards = list<HazardPage>('hazards');
export const useRatings = list<RatingPage>('ratings');
export const useNotices = list<HousingNoticePage>('notices');
export const useJoints = list<JointEnforcementPage>('joint-enforcement');
export const useObjections = list<NoticeObjectionPage>('objections');
export const useDeclarations = list<DeclarationPage>('declarations');
export const usePlan = list<InspectionPlanPage>('plans');
export const useDue = list<InspectionDuePage>('plans/due');
export const useRisk = list<InspectionRisk>('plans/risk');
export const useAttempts = list<InspectionAttemptList>('plans/attempts');
export const useInspectors = list<InspectorList>('inspectors');

const one = <T>(name: string) => (id: string) => useQuery({
  queryKey: ['housing', name, id],
  queryFn: ({ signal }) => read<T>(`/api/housing/${name}/${id}`, {}, signal),
});

export const useBuildingHousing = one<BuildingHousing>('buildings');
export const useUnitHousing = one<UnitHousing>('units');
export const useHazard = one<HazardDetail>('hazards');
export const useNotice = one<HousingNoticeDetail>('notices');
export const useJoint = one<JointEnforcementDetail>('joint-enforcement');
export const useObjection = one<NoticeObjectionDetail>('objections');
export const useDeclaration = one<DeclarationDetail>('declarations');

/** What else is known of a building or a unit, for the reader. */
export function useRelated(of: 'buildings' | 'units', id: string) {
  return useQuery({ queryKey: ['housing', of, id, 'related'], queryFn: ({ signal }) => read<HousingRelated>(`/api/housing/${of}/${id}/related`, {}, signal) });
}

/** Who may use published stars, and for what; it changes with a release. */
export function useStarUses() {
  return useQuery({ queryKey: ['star-uses'], staleTime: Infinity, queryFn: ({ signal }) => read<StarUse[]>('/api/housing/star-uses', {}, signal) });
}

/** The codes at the doors of a building. */
export function useDoorCodes(building: string) {
  return useQuery({ queryKey: ['housing', 'codes', building], queryFn: ({ signal }) => read<DoorCodes>(`/api/housing/buildings/${building}/codes`, {}, signal) });
}

/** Types of hazards, facts of stars and the words of both; they change with a release. */
export function useHousingCatalogue() {
  return useQuery({ queryKey: ['housing-catalogue'], staleTime: Infinity, queryFn: ({ signal }) => read<HousingCatalogue>('/api/housing/catalogue', {}, signal) });
}

/** Sends something new or something done. The id is made here, so that what is sent twice is done once. */
export function useWrite<Sent extends object, Back>(path: string, done?: (back: Back) => void) {
  return useDeed((sent: Sent) => write<Back>('POST', path, { id: crypto.randomUUID(), ...sent }), ['housing'], done);
}

/** One piece of evidence. */
export interface Shown { kind: string; file?: string }
/** What goes with a deed. */
export interface With { words?: string; evidence?: Shown[]; lon?: number; lat?: number }

export const useFindHazard = () => useWrite<Record<string, unknown> & With, HazardDetail>('/api/housing/hazards');
export const useHazardAct = (id: string) => useWrite<{ seen: number; deed: Record<string, unknown> } & With, HazardDetail>(`/api/housing/hazards/${id}/actions`);
export const useVisit = (id: string) => useWrite<{ seen: number; found: string; heard: boolean; words: string; lon?: number; lat?: number }, Declaration>(`/api/housing/declarations/${id}/visits`);
/** Makes a plan; the form is of the version that was seen, and gone with it. */
export const useMakePlan = (done: () => void) => useWrite<{ area: string; on: string; seen: number; crew: { account: string; from: number | undefined; to: number | undefined }[] }, InspectionPlanPage>('/api/housing/plans', done);
/** Sets how an inspector works; the form is of the version that was seen, and gone with it. */
export const useSetInspector = (id: string, done: () => void) => useWrite<{ area: string; seen: number; skills: string[]; week: { weekday: number; from: number; to: number }[]; breaks: { from: number; to: number }[]; start: string | undefined }, InspectorProfile>(`/api/housing/inspectors/${id}`, done);
/** Decides that a building that could not be entered is tried again; the row may be gone with it. */
export const useTryAgain = (building: string, done: () => void) => useWrite<{ from: string | undefined; words: string }, { id: string }>(`/api/housing/plans/attempts/${building}`, done);
export const useInspect = () => useWrite<Record<string, unknown>, { id: string }>('/api/housing/inspections');
export const useTellEvent = () => useWrite<Record<string, unknown>, { id: string }>('/api/housing/events');
export const useSuspend = (unit: string) => useWrite<{ suspended: boolean; words: string }, UnitHousing>(`/api/housing/units/${unit}/suspension`);
export const useIssueNotice = () => useWrite<{ kind: string; hazard?: string; unit?: string; basis?: string }, HousingNoticeDetail>('/api/housing/notices');
export const useNoticeAct = (id: string) => useWrite<{ seen: number; deed: Record<string, unknown> } & With, HousingNoticeDetail>(`/api/housing/notices/${id}/actions`);
export const useDecideObjection = (id: string) => useWrite<{ id: string; seen: number; outcome: string; words: string }, NoticeObjectionDetail>(`/api/housing/objections/${id}/decision`);
/** Proposes a joint enforcement. The id is the form's. */
export const useProposeJoint = (done: (joint: JointEnforcementDetail) => void) => useWrite<{ id: string; building: string; hazards: string[]; lead: string; offices: string[]; day: string; words: string }, JointEnforcementDetail>('/api/housing/joint-enforcement', done);
export const useJointAct = (id: string) => useWrite<{ id: string; seen: number; deed: Record<string, unknown>; words: string }, JointEnforcementDetail>(`/api/housing/joint-enforcement/${id}/actions`);
export const useMakeCodes = (building: string) => useWrite<object, DoorCodes>(`/api/housing/buildings/${building}/codes`);
export const useChangeCode = (unit: string) => useWrite<{ withdraw: boolean; words: string }, DoorCode>(`/api/housing/units/${unit}/code`);
export const useDraftRating = () => useWrite<{ building: string }, Rating>('/api/housing/ratings');
export const useRatingAct = (id: string) => useWrite<{ seen: number; deed: Record<string, unknown> } & With, Rating>(`/api/housing/ratings/${id}/actions`);

/** Sends a photo or a sheet; what it shows is said after. */
export async function sendFile(file: File): Promise<string> {
  const form = new FormData();
  form.append('file', file);
  return (await send<{ id: string }>('/api/housing/files', form)).id;
}
