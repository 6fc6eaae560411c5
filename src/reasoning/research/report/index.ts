export { assembleReport } from './assemble-report';
export { claimsOf, type ReportClaim } from './claims-of';
export { assertIntegrity, integrityProblems, type Cited } from './integrity';
export { mendReport, type Mend } from './mend-report';
export { numberReport, type NumberedReport, type Numbering, type SourceFacts } from './number-report';
export { partialReport } from './partial-report';
export { reciteReport, type Recited } from './recite-report';
export type { Mark, PassageIds, Report, ReportSection } from './report';
export { groupSources } from './source-groups';
