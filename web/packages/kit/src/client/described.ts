import type { components } from './schema';
import type * as accounts from './accounts';
import type * as backing from './backing';
import type * as calls from './calls';
import type * as catalogue from './catalogue';
import type * as collections from './collections';
import type * as messages from './messages';
import type * as micro from './micro';
import type * as duty from './duty';
import type * as edits from './edits';
import type * as figures from './figures';
import type * as rights from './rights';
import type * as housing from './housing';
import type * as declarations from './declarations';
import type * as imports from './imports';
import type * as inspections from './inspections';
import type * as campaigns from './campaigns';
import type * as joints from './joints';
import type * as notices from './notices';
import type * as own from './own';
import type * as read from './types';

type Sent = components['schemas'];

/** The fields that a screen reads and the server does not describe: none, or this does not compile. */
type Missing<Read, Described> = Exclude<keyof Read, keyof Described>;

/** Every shape the screens read, held against the interface's own description. */
export const described: {
  [Name in keyof Held]: Missing<Held[Name][0], Held[Name][1]> extends never ? true : Missing<Held[Name][0], Held[Name][1]>;
} = {
  account: true, readRow: true, area: true, areaDetail: true, areaFacts: true, building: true, room: true, unit: true,
  estate: true, thoroughfare: true, hit: true, washRow: true, washCandidate: true, washComponent: true, washSpelling: true, washSpellings: true,
  unitBlock: true, person: true, relation: true, factSource: true, organisation: true, organisationRow: true,
  organisationBlock: true, peopleCounts: true, areaBlock: true, source: true, column: true, reject: true, run: true, stage: true,
  reviewRow: true, reviewPage: true, reviewRecord: true, reviewPair: true, reviewQuality: true, judgement: true,
  buildingBlock: true, blockUnit: true, roomBlock: true, areaBelow: true, lineage: true,
  secondFactor: true, secondFactorSecret: true, recoveryCodes: true, assignment: true, accountRow: true, partnerKey: true, partnerQuota: true, partnerExchange: true, partner: true, roleTemplate: true, invitationRow: true, invited: true, invitedTo: true, emergency: true, recovery: true, askedRecovery: true, agreedRecovery: true, dwellingRef: true, ownDwelling: true, dwellingRequest: true, proxyRow: true, givenProxy: true, guardianRequest: true,
  keptKind: true, retentionRun: true, retention: true,
  registerImport: true, registerImports: true, importTally: true, importReject: true, registerEdit: true, registerEdits: true, registerEditPreview: true, registerEditUnit: true, registerEditDone: true,
  ownFact: true, ownFactRequest: true, ownData: true,
  questionStep: true, ownQuestion: true, questionRow: true, askedAboutMe: true, delay: true,
  catalogueDraft: true, catalogueFault: true, catalogueDifference: true, catalogueVersion: true, routingRules: true, routingRule: true, routingTried: true, routingWay: true,
  figureRow: true, figuresPage: true, coverageRow: true, coveragePage: true, figureObjection: true, figureObjectionAnswer: true, figureObjections: true, ownDuty: true, colleagueOnDuty: true, peopleOnDuty: true, ableOnDuty: true, whoIsNear: true, caseOffered: true, broadcastRow: true, broadcastPage: true, broadcastReach: true, caseMap: true,
  messageRow: true, messagePage: true, unseen: true, messageKind: true, messageChannel: true, quietHours: true, howToTell: true, hook: true, hookGiven: true, deadMessage: true, pushDevice: true, pushDevices: true, pushAdded: true, pushNews: true, call: true, callServers: true,
  sessionRow: true, signOnProvider: true, boundIdentity: true, signOnAddress: true, passkeysOffered: true, passkeyRequest: true, passkeyRow: true, why: true, auditRow: true,
  mappingPreview: true, mappingDraft: true, mappedColumn: true, mappingTrial: true, conflict: true,
  eventBlock: true, askLine: true, relationType: true, blockEvent: true, tag: true, tagRule: true, tagRules: true, fileTag: true, bedsApproved: true, bedsApprovedPage: true, tagFact: true, tagRunDone: true, lead: true, letter: true,
  signalCount: true, correction: true, sourceCorrections: true, exchange: true,
  collectionClass: true, collectionCatalogue: true, collectionNote: true, collectionRow: true, collectionPage: true,
  microEvent: true, microEventPage: true, microEventStep: true, microEventDetail: true, microEventKind: true, microEventCatalogue: true,
  caseRow: true, casePage: true, caseAction: true, caseDetail: true, caseReporter: true, caseOtherReporter: true, inbox: true, caseCatalogue: true, caseSubclass: true, caseQuestion: true,
  caseStopper: true, whither: true, caseFile: true, begun: true, caseLead: true, leadPrecision: true, nearby: true, followed: true, followedStep: true,
  housingSummary: true, hazardKind: true, starFact: true, factAnswer: true, housingCatalogue: true, housingBuilding: true, buildingHousing: true, housingBuildings: true, unitHousing: true, housingRoom: true, buildingFact: true, housingEvent: true, housingRelated: true, housingCase: true, housingLead: true, housingDeclared: true, housingSuspended: true, housingUsed: true,
  inspection: true, noEntry: true, starsReckoned: true, categoryStars: true, rating: true, ratingStep: true, ratingPage: true, hazard: true, hazardDetail: true, hazardStep: true, hazardPage: true, declaration: true, declaredPerson: true, ownDeclarations: true, declarationPage: true, declarationDetail: true, declarationStep: true, declarationSheet: true, declarationFault: true, housingWord: true, housingPlace: true, doorCode: true, doorCodes: true, scannedDoor: true, housingNotice: true, housingNoticePage: true, housingNoticeDetail: true, noticePaper: true, noticeLine: true, noticeService: true, verifiedNotice: true,
  ownUnit: true, ownCategoryStars: true, ownHazard: true, ownObjection: true, ownNotice: true, ownNoticeDetail: true, ownRating: true, ownTask: true, ownBuilding: true, ownPlaces: true, noticeObjection: true, noticeObjectionPage: true, noticeObjectionDetail: true,
  inspectionPlanVisit: true, inspectionRound: true, inspectionPlan: true, inspectionLook: true, inspectionKind: true, inspectionPlanPage: true, roundHazard: true, ownRound: true, inspectionDue: true, inspectionDuePage: true, inspectorWindow: true, inspectorWorkDay: true, inspectorProfile: true, inspectorList: true, inspectionCrew: true, inspectionAttempts: true, inspectionAttemptList: true,
  campaignRow: true, campaignPage: true, campaignTally: true, campaignSide: true, campaignProgress: true, campaignConditions: true, campaignDetail: true, campaignStanding: true, campaignFound: true, campaignPreview: true, campaignTarget: true, campaignTargetPage: true, campaignMap: true, publicStarPlace: true, starUse: true,
  jointOffice: true, jointEnforcement: true, jointEnforcementPage: true, jointFinding: true, jointStep: true, jointEnforcementDetail: true,
  riskTerm: true, riskModel: true, riskCount: true, riskBand: true, inspectionRisk: true,
};

interface Held {
  housingSummary: [housing.HousingSummary, Sent['HousingSummary']];
  hazardKind: [housing.HazardKind, Sent['HazardKind']];
  starFact: [housing.StarFact, Sent['StarFact']];
  factAnswer: [housing.FactAnswer, Sent['StarAnswer']];
  housingCatalogue: [housing.HousingCatalogue, Sent['HousingCatalogue']];
  housingBuilding: [housing.HousingBuilding, Sent['HousingBuildingRow']];
  buildingHousing: [housing.BuildingHousing, Sent['HousingBuilding']];
  housingBuildings: [housing.HousingBuildings, Sent['HousingBuildingPage']];
  unitHousing: [housing.UnitHousing, Sent['HousingUnit']];
  housingRoom: [housing.HousingRoom, Sent['HousingRoom']];
  buildingFact: [housing.BuildingFact, Sent['HousingFact']];
  housingEvent: [housing.HousingEvent, Sent['HousingEvent']];
  housingRelated: [housing.HousingRelated, Sent['HousingRelated']];
  housingCase: [housing.HousingCase, Sent['HousingCase']];
  housingLead: [housing.HousingLead, Sent['HousingLead']];
  housingDeclared: [housing.HousingDeclared, Sent['HousingDeclared']];
  housingSuspended: [housing.HousingSuspended, Sent['HousingSuspended']];
  housingUsed: [housing.HousingUsed, Sent['HousingUsed']];
  inspection: [housing.Inspection, Sent['HousingInspection']];
  noEntry: [housing.NoEntry, Sent['HousingNoEntry']];
  starsReckoned: [housing.StarsReckoned, Sent['StarsReckoned']];
  categoryStars: [housing.CategoryStars, Sent['StarCategory']];
  rating: [housing.Rating, Sent['HousingRating']];
  ratingStep: [housing.RatingStep, Sent['RatingStep']];
  ratingPage: [housing.RatingPage, Sent['RatingPage']];
  hazard: [housing.Hazard, Sent['HazardRow']];
  hazardDetail: [housing.HazardDetail, Sent['HazardDetail']];
  hazardStep: [housing.HazardStep, Sent['HazardStep']];
  hazardPage: [housing.HazardPage, Sent['HazardPage']];
  declaration: [declarations.Declaration, Sent['Declaration']];
  declaredPerson: [declarations.DeclaredPerson, Sent['DeclaredPerson']];
  ownDeclarations: [declarations.OwnDeclarations, Sent['OwnDeclarations']];
  declarationPage: [declarations.DeclarationPage, Sent['DeclarationPage']];
  declarationDetail: [declarations.DeclarationDetail, Sent['DeclarationDetail']];
  declarationStep: [declarations.DeclarationStep, Sent['DeclarationStep']];
  declarationSheet: [declarations.DeclarationSheet, Sent['DeclarationSheet']];
  declarationFault: [declarations.DeclarationFault, Sent['DeclarationSheetFault']];
  housingWord: [housing.Word, Sent['HousingWord']];
  inspectionPlanVisit: [inspections.InspectionPlanVisit, Sent['InspectionPlanVisit']];
  inspectionRound: [inspections.InspectionRound, Sent['InspectionRound']];
  inspectionPlan: [inspections.InspectionPlan, Sent['InspectionPlan']];
  inspectionLook: [inspections.InspectionLook, Sent['InspectionLook']];
  inspectionKind: [inspections.InspectionKind, Sent['InspectionKind']];
  inspectionPlanPage: [inspections.InspectionPlanPage, Sent['InspectionPlanPage']];
  roundHazard: [inspections.RoundHazard, Sent['RoundHazard']];
  ownRound: [inspections.OwnRound, Sent['OwnRound']];
  inspectionDue: [inspections.InspectionDue, Sent['InspectionDue']];
  inspectionDuePage: [inspections.InspectionDuePage, Sent['InspectionDuePage']];
  inspectorWindow: [inspections.InspectorWindow, Sent['InspectorWindow']];
  inspectorWorkDay: [inspections.InspectorWorkDay, Sent['InspectorWorkDay']];
  inspectorProfile: [inspections.InspectorProfile, Sent['InspectorProfile']];
  inspectorList: [inspections.InspectorList, Sent['InspectorList']];
  inspectionCrew: [inspections.InspectionCrew, Sent['InspectionCrew']];
  inspectionAttempts: [inspections.InspectionAttempts, Sent['InspectionAttempts']];
  inspectionAttemptList: [inspections.InspectionAttemptList, Sent['InspectionAttemptList']];
  jointOffice: [joints.JointOffice, Sent['JointOffice']];
  jointEnforcement: [joints.JointEnforcement, Sent['JointEnforcement']];
  jointEnforcementPage: [joints.JointEnforcementPage, Sent['JointEnforcementPage']];
  jointFinding: [joints.JointFinding, Sent['JointFinding']];
  jointStep: [joints.JointStep, Sent['JointStep']];
  jointEnforcementDetail: [joints.JointEnforcementDetail, Sent['JointEnforcementDetail']];
  campaignRow: [campaigns.CampaignRow, Sent['CampaignRow']];
  campaignPage: [campaigns.CampaignPage, Sent['CampaignPage']];
  campaignTally: [campaigns.CampaignTally, Sent['CampaignTally']];
  campaignSide: [campaigns.CampaignSide, Sent['CampaignSide']];
  campaignProgress: [campaigns.CampaignProgress, Sent['CampaignProgress']];
  campaignConditions: [campaigns.CampaignConditions, Sent['CampaignConditions']];
  campaignDetail: [campaigns.CampaignDetail, Sent['CampaignDetail']];
  campaignStanding: [campaigns.CampaignStanding, Sent['CampaignStanding']];
  campaignFound: [campaigns.CampaignFound, Sent['CampaignFound']];
  campaignPreview: [campaigns.CampaignPreview, Sent['CampaignPreview']];
  campaignTarget: [campaigns.CampaignTarget, Sent['CampaignTarget']];
  campaignTargetPage: [campaigns.CampaignTargetPage, Sent['CampaignTargetPage']];
  campaignMap: [campaigns.CampaignMap, Sent['CampaignMap']];
  starUse: [campaigns.StarUse, Sent['StarUse']];
  publicStarPlace: [campaigns.PublicStarPlace, Sent['PublicStarPlace']];
  riskTerm: [inspections.RiskTerm, Sent['RiskTerm']];
  riskModel: [inspections.RiskModel, Sent['RiskModel']];
  riskCount: [inspections.RiskCount, Sent['RiskCount']];
  riskBand: [inspections.RiskBand, Sent['RiskBand']];
  inspectionRisk: [inspections.InspectionRisk, Sent['InspectionRisk']];
  housingPlace: [housing.PlaceRef, Sent['HousingPlaceRef']];
  doorCode: [housing.DoorCode, Sent['DoorCode']];
  doorCodes: [housing.DoorCodes, Sent['DoorCodes']];
  scannedDoor: [housing.ScannedDoor, Sent['ScannedDoor']];
  ownUnit: [own.OwnUnit, Sent['OwnUnit']];
  ownCategoryStars: [own.OwnCategoryStars, Sent['OwnCategoryStars']];
  ownHazard: [own.OwnHazard, Sent['OwnHazard']];
  ownObjection: [own.OwnObjection, Sent['OwnObjection']];
  ownNotice: [own.OwnNotice, Sent['OwnNotice']];
  ownNoticeDetail: [own.OwnNoticeDetail, Sent['OwnNoticeDetail']];
  ownRating: [own.OwnRating, Sent['OwnRating']];
  ownTask: [own.OwnTask, Sent['OwnTask']];
  ownBuilding: [own.OwnBuilding, Sent['OwnBuilding']];
  ownPlaces: [own.OwnPlaces, Sent['OwnPlaces']];
  noticeObjection: [own.NoticeObjection, Sent['NoticeObjection']];
  noticeObjectionPage: [own.NoticeObjectionPage, Sent['NoticeObjectionPage']];
  noticeObjectionDetail: [own.NoticeObjectionDetail, Sent['NoticeObjectionDetail']];
  housingNotice: [notices.HousingNotice, Sent['HousingNotice']];
  housingNoticePage: [notices.HousingNoticePage, Sent['HousingNoticePage']];
  housingNoticeDetail: [notices.HousingNoticeDetail, Sent['HousingNoticeDetail']];
  noticePaper: [notices.NoticePaper, Sent['NoticePaper']];
  noticeLine: [notices.NoticeLine, Sent['NoticeLine']];
  noticeService: [notices.NoticeService, Sent['NoticeService']];
  verifiedNotice: [notices.VerifiedNotice, Sent['VerifiedNotice']];
  secondFactor: [accounts.SecondFactorState, Sent['SecondFactorState']];
  secondFactorSecret: [accounts.SecondFactorSecret, Sent['SecondFactorSecret']];
  recoveryCodes: [accounts.RecoveryCodes, Sent['RecoveryCodes']];
  assignment: [accounts.Assignment, Sent['AssignmentShape']];
  accountRow: [accounts.AccountRow, Sent['AccountRow']];
  partnerKey: [accounts.PartnerKey, Sent['PartnerKeyRow']];
  partnerQuota: [accounts.PartnerQuota, Sent['PartnerQuotaShape']];
  partnerExchange: [accounts.PartnerExchange, Sent['PartnerExchangeRow']];
  partner: [accounts.Partner, Sent['PartnerShape']];
  roleTemplate: [accounts.RoleTemplate, Sent['RoleTemplateShape']];
  invitationRow: [accounts.InvitationRow, Sent['InvitationRow']];
  invited: [accounts.Invited, Sent['Invited']];
  invitedTo: [accounts.InvitedTo, Sent['InvitedTo']];
  emergency: [accounts.Emergency, Sent['EmergencyRow']];
  recovery: [accounts.Recovery, Sent['RecoveryRow']];
  askedRecovery: [accounts.AskedRecovery, Sent['AskedRecovery']];
  agreedRecovery: [accounts.AgreedRecovery, Sent['AgreedRecovery']];
  dwellingRef: [accounts.DwellingRef, Sent['DwellingRef']];
  ownDwelling: [accounts.OwnDwelling, Sent['OwnDwelling']];
  dwellingRequest: [accounts.DwellingRequest, Sent['DwellingRequest']];
  proxyRow: [accounts.ProxyRow, Sent['ProxyRow']];
  givenProxy: [accounts.GivenProxy, Sent['GivenProxy']];
  guardianRequest: [accounts.GuardianRequest, Sent['GuardianRequest']];
  keptKind: [rights.KeptKind, Sent['KeptKindRow']];
  retentionRun: [rights.RetentionRun, Sent['RetentionRunRow']];
  retention: [rights.Retention, Sent['RetentionShape']];
  ownFact: [rights.OwnFact, Sent['OwnFactRow']];
  ownFactRequest: [rights.OwnFactRequest, Sent['OwnRequestRow']];
  ownData: [rights.OwnData, Sent['OwnData']];
  questionStep: [rights.QuestionStep, Sent['QuestionStepRow']];
  ownQuestion: [rights.OwnQuestion, Sent['OwnQuestion']];
  questionRow: [rights.QuestionRow, Sent['QuestionRow']];
  askedAboutMe: [rights.AskedAboutMe, Sent['AskedAboutMe']];
  delay: [rights.Delay, Sent['DelayRow']];
  messageRow: [messages.MessageRow, Sent['MessageRow']];
  messagePage: [messages.MessagePage, Sent['MessagePage']];
  unseen: [messages.Unseen, Sent['UnseenMessages']];
  messageKind: [messages.MessageKind, Sent['MessageKind']];
  messageChannel: [messages.MessageChannel, Sent['MessageChannel']];
  quietHours: [messages.QuietHours, Sent['QuietHours']];
  howToTell: [messages.HowToTell, Sent['HowToTell']];
  hook: [messages.Hook, Sent['MessageHook']];
  hookGiven: [messages.HookGiven, Sent['MessageHookGiven']];
  deadMessage: [messages.DeadMessage, Sent['DeadMessage']];
  pushDevice: [messages.PushDevice, Sent['PushDevice']];
  pushDevices: [messages.PushDevices, Sent['PushDevices']];
  pushAdded: [messages.PushAdded, Sent['PushDeviceAdded']];
  pushNews: [messages.PushNews, Sent['PushNews']];
  call: [calls.Call, Sent['Call']];
  callServers: [calls.CallServers, Sent['CallServers']];
  sessionRow: [read.SessionRow, Sent['SessionRow']];
  signOnProvider: [accounts.SignOnProvider, Sent['SignOnProviderRow']];
  boundIdentity: [accounts.BoundIdentity, Sent['BoundIdentity']];
  signOnAddress: [accounts.SignOnAddress, Sent['SignOnAddress']];
  passkeysOffered: [accounts.PasskeysOffered, Sent['PasskeysOffered']];
  passkeyRequest: [accounts.PasskeyRequest, Sent['PasskeyRequest']];
  passkeyRow: [accounts.PasskeyRow, Sent['PasskeyRow']];
  why: [read.Why, Sent['Why']];
  auditRow: [read.AuditRow, Sent['AuditRow']];
  account: [read.Account, Sent['Account']];
  readRow: [read.ReadRow, Sent['ReadRow']];
  area: [read.Area, Sent['Area']];
  areaDetail: [read.AreaDetail, Sent['AreaDetail']];
  areaFacts: [read.AreaFacts, Sent['AreaFacts']];
  building: [read.Building, Sent['Building']];
  registerImport: [imports.RegisterImport, Sent['ImportRow']];
  registerImports: [imports.RegisterImports, Sent['ImportPage']];
  importTally: [imports.ImportTally, Sent['ImportTally']];
  importReject: [imports.ImportReject, Sent['ImportReject']];
  registerEdit: [edits.RegisterEdit, Sent['RegisterEditRow']];
  registerEdits: [edits.RegisterEdits, Sent['RegisterEdits']];
  registerEditPreview: [edits.RegisterEditPreview, Sent['RegisterEditPreview']];
  registerEditUnit: [edits.RegisterEditUnit, Sent['RegisterEditUnit']];
  registerEditDone: [edits.RegisterEditDone, Sent['RegisterEditDone']];
  room: [read.RoomRow, Sent['Room']];
  unit: [read.Unit, Sent['Unit']];
  estate: [read.Estate, Sent['Estate']];
  thoroughfare: [read.Thoroughfare, Sent['Thoroughfare']];
  hit: [read.Hit, Sent['PlaceHit']];
  washRow: [read.WashRow, Sent['WashRow']];
  washCandidate: [read.WashCandidate, Sent['WashCandidate']];
  washComponent: [read.WashComponent, Sent['WashComponent']];
  washSpelling: [read.WashSpelling, Sent['WashSpelling']];
  washSpellings: [read.WashSpellings, Sent['WashSpellings']];
  unitBlock: [read.UnitBlock, Sent['UnitBlock']];
  person: [read.Person, Sent['MaskedPerson']];
  relation: [read.Relation, Sent['Relation']];
  factSource: [read.FactSource, Sent['FactSource']];
  conflict: [read.Conflict, Sent['Conflict']];
  organisation: [read.Organisation, Sent['Organisation']];
  organisationRow: [read.OrganisationRow, Sent['OrganisationRow']];
  organisationBlock: [read.OrganisationBlock, Sent['OrganisationBlock']];
  peopleCounts: [read.PeopleCounts, Sent['PeopleCounts']];
  areaBlock: [read.AreaBlock, Sent['AreaBlock']];
  source: [read.SourceDetail, Sent['SourceDetail']];
  column: [read.ColumnProfile, Sent['ColumnProfile']];
  reject: [read.Reject, Sent['Reject']];
  run: [read.Run, Sent['RunDetail']];
  stage: [read.RunStage, Sent['RunStage']];
  reviewRow: [read.ReviewRow, Sent['ReviewRow']];
  reviewPage: [read.ReviewPage, Sent['ReviewPage']];
  reviewRecord: [read.ReviewRecord, Sent['ReviewRecord']];
  reviewPair: [read.ReviewPair, Sent['ReviewPair']];
  reviewQuality: [read.ReviewQuality, Sent['ReviewQuality']];
  judgement: [read.JudgementRow, Sent['JudgementRow']];
  buildingBlock: [read.BuildingBlock, Sent['BuildingBlock']];
  blockUnit: [read.BlockUnit, Sent['BlockUnit']];
  roomBlock: [read.RoomBlock, Sent['RoomBlock']];
  areaBelow: [read.AreaBelow, Sent['AreaBelow']];
  lineage: [read.LineageRow, Sent['LineageRow']];
  mappingPreview: [read.MappingPreview, Sent['MappingPreview']];
  mappingDraft: [read.MappingDraft, Sent['MappingDraft']];
  mappedColumn: [read.MappedColumn, Sent['MappedColumn']];
  mappingTrial: [read.MappingTrial, Sent['MappingTrial']];
  eventBlock: [read.EventBlock, Sent['EventBlock']];
  askLine: [read.AskLine, Sent['AskLine']];
  relationType: [read.RelationTypeRow, Sent['RelationTypeRow']];
  blockEvent: [read.BlockEvent, Sent['BlockEvent']];
  tag: [backing.Tag, Sent['Tag']];
  tagRule: [backing.TagRule, Sent['TagRule']];
  tagRules: [backing.TagRules, Sent['TagRules']];
  bedsApproved: [backing.BedsApproved, Sent['BedsApproved']];
  bedsApprovedPage: [backing.BedsApprovedPage, Sent['BedsApprovedPage']];
  fileTag: [backing.FileTag, Sent['FileTag']];
  tagFact: [backing.TagFact, Sent['Fact']];
  tagRunDone: [backing.TagRunDone, Sent['TagRunDone']];
  lead: [backing.Lead, Sent['LeadRow']];
  letter: [backing.InvitationLetter, Sent['InvitationLetter']];
  signalCount: [backing.SignalCount, Sent['SignalCount']];
  correction: [backing.Correction, Sent['CorrectionRow']];
  sourceCorrections: [backing.SourceCorrections, Sent['SourceCorrections']];
  exchange: [backing.Exchange, Sent['ExchangeRow']];
  collectionClass: [collections.CollectionClass, Sent['CollectionClass']];
  collectionCatalogue: [collections.CollectionCatalogue, Sent['CollectionCatalogue']];
  collectionNote: [collections.CollectionNote, Sent['CollectionNote']];
  collectionRow: [collections.CollectionRow, Sent['CollectionRow']];
  collectionPage: [collections.CollectionPage, Sent['CollectionPage']];
  microEvent: [micro.MicroEvent, Sent['MicroEventRow']];
  microEventPage: [micro.MicroEventPage, Sent['MicroEventPage']];
  microEventStep: [micro.MicroEventStep, Sent['MicroEventStep']];
  microEventDetail: [micro.MicroEventDetail, Sent['MicroEventDetail']];
  microEventKind: [micro.MicroEventKind, Sent['MicroEventKind']];
  microEventCatalogue: [micro.MicroEventCatalogue, Sent['MicroEventCatalogue']];
  caseRow: [read.CaseRow, Sent['CaseRow']];
  casePage: [read.CasePage, Sent['CasePage']];
  caseMap: [read.CaseMap, Sent['CaseMap']];
  caseAction: [read.CaseAction, Sent['CaseAction']];
  caseDetail: [read.CaseDetail, Sent['CaseDetail']];
  caseReporter: [read.CaseReporter, Sent['CaseReporter']];
  caseOtherReporter: [read.CaseOtherReporter, Sent['CaseOtherReporter']];
  inbox: [read.Inbox, Sent['Inbox']];
  caseCatalogue: [read.CaseCatalogue, Sent['CaseCatalogue']];
  caseSubclass: [read.CaseSubclass, Sent['CaseSubclass']];
  caseQuestion: [read.CaseQuestion, Sent['CaseQuestion']];
  caseStopper: [read.CaseStopper, Sent['CaseStopper']];
  whither: [read.Whither, Sent['Whither']];
  catalogueDraft: [catalogue.CatalogueDraft, Sent['CatalogueDraft']];
  catalogueFault: [catalogue.CatalogueFault, Sent['CatalogueFault']];
  catalogueDifference: [catalogue.CatalogueDifference, Sent['CatalogueDifference']];
  catalogueVersion: [catalogue.CatalogueVersion, Sent['CatalogueVersion']];
  routingRules: [catalogue.RoutingRules, Sent['RoutingRules']];
  routingRule: [catalogue.RoutingRule, Sent['RoutingRule']];
  routingTried: [catalogue.RoutingTried, Sent['RoutingTried']];
  routingWay: [catalogue.RoutingWay, Sent['RoutingWay']];
  figureRow: [figures.FigureRow, Sent['FigureRow']];
  figuresPage: [figures.FiguresPage, Sent['FiguresPage']];
  coverageRow: [figures.CoverageRow, Sent['CoverageRow']];
  coveragePage: [figures.CoveragePage, Sent['CoveragePage']];
  figureObjection: [figures.FigureObjection, Sent['FigureObjection']];
  figureObjectionAnswer: [figures.FigureObjectionAnswer, Sent['FigureObjectionAnswer']];
  figureObjections: [figures.FigureObjections, Sent['FigureObjections']];
  ownDuty: [duty.OwnDuty, Sent['OwnDuty']];
  colleagueOnDuty: [duty.ColleagueOnDuty, Sent['ColleagueOnDuty']];
  peopleOnDuty: [duty.PeopleOnDuty, Sent['PeopleOnDuty']];
  ableOnDuty: [duty.AbleOnDuty, Sent['AbleOnDuty']];
  whoIsNear: [duty.WhoIsNear, Sent['WhoIsNear']];
  caseOffered: [duty.CaseOffered, Sent['CaseOffered']];
  broadcastRow: [duty.BroadcastRow, Sent['BroadcastRow']];
  broadcastPage: [duty.BroadcastPage, Sent['BroadcastPage']];
  broadcastReach: [duty.BroadcastReach, Sent['BroadcastReach']];
  caseFile: [read.CaseFile, Sent['CaseFile']];
  begun: [read.Begun, Sent['Begun']];
  caseLead: [read.CaseLead, Sent['CaseLead']];
  leadPrecision: [read.LeadPrecision, Sent['LeadPrecision']];
  nearby: [read.Nearby, Sent['Nearby']];
  followed: [read.Followed, Sent['Followed']];
  followedStep: [read.FollowedStep, Sent['FollowedStep']];
}
