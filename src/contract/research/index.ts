export type {
  ChooseInput,
  ChooseResult,
  CiteInput,
  CiteResult,
  ClaimsInput,
  ClaimsResult,
  FinishResearchInput,
  PickInput,
  PickResult,
  ReadPageInput,
  ReadPageResult,
  ResearchActivities,
  SearchInput,
  SearchResult,
  VerdictsInput,
  VerdictsResult,
} from './orders';
export { Place, ResearchPageList, ResearchPageText, StoredPage, type PageText, type Passage } from './pages';
export { Citation, ClaimDetail, Conflict, ExtractedFact, FactSummary, Quote, Verification } from './results';
export { ResearchStrategy, type ResearchRequest, type ResearchSettings } from './settings';
export {
  ClaimVerdicts,
  Coverage,
  Dimension,
  FoundFacts,
  MendedSentences,
  ResearchPlan,
  ResearchQuestion,
  SourceKind,
  Understanding,
  Verdict,
} from './values';
