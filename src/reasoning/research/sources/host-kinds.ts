import type { SourceKind } from '../../../contract/research/values';

/** What is known of a kind of host. */
interface HostKindFacts {
  /** Where the score of its pages starts, 0 to 1. */
  readonly base: number;
  /** How a reader is told of it. */
  readonly says: string;
  /** Kinds of source that it is good for. */
  readonly serves: readonly SourceKind[];
  /** Whether anybody may write there: the host then vouches for nothing. */
  readonly isOpen?: true;
}

/** Every kind of host with its reason, most credible first; `docs/sources.md` shows the same table. */
export const hostKinds = {
  standards: {
    base: 0.9,
    says: 'a body that sets standards',
    serves: ['official', 'primary', 'documentation'],
  },
  statistics: { base: 0.9, says: 'an office of statistics', serves: ['statistics', 'official', 'primary'] },
  journal: { base: 0.87, says: 'a publisher of reviewed research', serves: ['scholarly', 'primary'] },
  intergovernmental: {
    base: 0.87,
    says: 'an organisation of states',
    serves: ['official', 'statistics', 'primary'],
  },
  government: { base: 0.85, says: 'a public authority', serves: ['official', 'primary', 'statistics'] },
  institute: { base: 0.83, says: 'a research institute or learned body', serves: ['scholarly', 'primary'] },
  agency: { base: 0.82, says: 'a news agency', serves: ['news'] },
  reference: { base: 0.82, says: 'a reference work with editors', serves: ['reference'] },
  documentation: {
    base: 0.8,
    says: 'technical documentation by those who make it',
    serves: ['documentation', 'primary'],
  },
  university: {
    base: 0.79,
    says: 'a university or school of higher education',
    serves: ['scholarly', 'primary'],
  },
  broadcaster: { base: 0.77, says: 'a broadcaster with a newsroom of record', serves: ['news'] },
  military: { base: 0.76, says: 'armed forces', serves: ['official', 'primary'] },
  newspaper: { base: 0.74, says: 'a newspaper or magazine of record', serves: ['news'] },
  preprint: {
    base: 0.72,
    says: 'a server of research that is not reviewed yet',
    serves: ['scholarly', 'primary'],
  },
  advocacy: {
    base: 0.68,
    says: 'a foundation, think tank or charity with staff and a cause',
    serves: ['primary'],
  },
  openReference: {
    base: 0.67,
    says: 'a reference work that anybody edits and many watch',
    serves: ['reference'],
  },
  universityByName: {
    base: 0.66,
    says: 'a host that is named as universities of its country are',
    serves: ['scholarly'],
  },
  trade: { base: 0.65, says: 'a paper of a trade or of technology', serves: ['news'] },
  manual: { base: 0.62, says: 'documentation, as its name tells', serves: ['documentation'] },
  school: { base: 0.6, says: 'a school', serves: [] },
  corpus: { base: 0.6, says: "a document of the operator's corpus", serves: [] },
  unknown: { base: 0.5, says: 'a host that no table knows', serves: [] },
  codeHost: {
    base: 0.54,
    says: 'a host where anybody publishes programs',
    serves: ['documentation', 'primary'],
    isOpen: true,
  },
  houseBlog: { base: 0.47, says: 'a blog, as its name tells', serves: [] },
  answers: {
    base: 0.5,
    says: 'questions and answers that readers vote on',
    serves: ['documentation'],
    isOpen: true,
  },
  pressRelease: {
    base: 0.46,
    says: 'a wire that carries what its customers say of themselves',
    serves: ['primary'],
    isOpen: true,
  },
  stateMedia: { base: 0.45, says: 'news under the direction of a government', serves: ['news'] },
  blog: { base: 0.4, says: 'a host of blogs and pages that anybody makes', serves: [], isOpen: true },
  documents: { base: 0.38, says: 'a host of documents that anybody uploads', serves: [], isOpen: true },
  tabloid: { base: 0.38, says: 'a paper known for stories before facts', serves: ['news'] },
  userWiki: { base: 0.36, says: 'a wiki that anybody edits and few watch', serves: [], isOpen: true },
  forum: { base: 0.33, says: 'a forum', serves: [], isOpen: true },
  address: { base: 0.3, says: 'a machine without a name', serves: [], isOpen: true },
  aggregator: { base: 0.4, says: 'a host that repeats what others wrote', serves: [] },
  social: { base: 0.25, says: 'a social network', serves: [], isOpen: true },
  contentFarm: { base: 0.18, says: 'a host of texts made to be found', serves: [] },
  satire: { base: 0.06, says: 'satire, which is not meant to be true', serves: [] },
} as const satisfies Readonly<Record<string, HostKindFacts>>;

export type HostKind = keyof typeof hostKinds;

/** The facts of a kind of host. */
export function factsOf(kind: HostKind): HostKindFacts {
  return hostKinds[kind];
}
