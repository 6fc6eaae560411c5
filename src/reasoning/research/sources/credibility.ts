import type { PageText } from '../../../contract/research/pages';
import { hostOf } from './host';
import { hostGroupOf } from './host-group';
import { factsOf } from './host-kinds';
import { knownHostOf, type KnownHost } from './known-host';
import { saidPublisher } from './publisher';
import { addressSignals } from './signals/address';
import { ageSignal, type TimeFrame } from './signals/age';
import { agreementSignals, type Agreement } from './signals/agreement';
import { dateSignals } from './signals/dates';
import { impostorOf } from './signals/impostor';
import { primarySignal, type Entities } from './signals/primary';
import { applySignals, type Score, type Signal } from './signals/signal';
import { textDateSignals } from './signals/text-dates';
import { citingSignal, textMarkSignals } from './signals/text-marks';

/** What a page is held against. */
export interface CredibilityContext {
  /** What the question names. */
  readonly entities?: Entities;
  /** The time that the question is about. */
  readonly timeFrame?: TimeFrame;
  /** What other sources say; absent before anything is verified. */
  readonly agreement?: Agreement;
}

/**
 * How far a page can be believed, 0 to 1, and why: what its host is, then what moves that up or down, one line each
 * (`docs/sources.md`). The time is that of reading; nothing is looked up.
 */
export function credibilityOf(page: PageText, context: CredibilityContext = {}): Score {
  const host = knownHostOf(page.final_url);
  const { base, says } = factsOf(host.kind);
  return applySignals(base, `${nameOf(host)} is ${says}${host.isCopy ? ', read in a copy' : ''}`, [
    ...addressSignals(host),
    primarySignal(host, context.entities ?? []),
    impostorSignal(page, host),
    copySignal(page),
    ...selfSignals(page, host),
    citingSignal(page),
    ...textMarkSignals(page),
    ...dateSignals(page),
    ...textDateSignals(page),
    ageSignal(page, context.timeFrame ?? null),
    ...(context.agreement ? agreementSignals(context.agreement) : []),
  ]);
}

/** How far pages of an address can be believed before one is read: by its host and path alone. */
export function expectedCredibility(url: string, entities: Entities = []): Score {
  const host = knownHostOf(url);
  const { base, says } = factsOf(host.kind);
  return applySignals(base, `${nameOf(host)} is ${says}`, [
    ...addressSignals(host),
    primarySignal(host, entities),
  ]);
}

function nameOf({ name, entry, isAddress }: KnownHost): string {
  if (name === '') return 'this';
  return entry === undefined || isAddress || entry === name ? name : `${name} (${entry})`;
}

function impostorSignal(page: PageText, host: KnownHost): Signal | undefined {
  const real = impostorOf(page, host);
  return real === undefined
    ? undefined
    : { weight: -0.4, why: `calls itself ${page.publisher}, whose host is ${real}` };
}

/** A page that names another's address as its own is a copy, with what copying loses. The other need not know of it. */
function copySignal({ canonical_url, final_url }: PageText): Signal | undefined {
  if (canonical_url === null) return undefined;
  const original = hostGroupOf(canonical_url);
  return hostOf(canonical_url).name === '' || original === hostGroupOf(final_url)
    ? undefined
    : { weight: -0.08, why: `names a page of ${original} as its original` };
}

/** Names that a page stands behind. They are its own words, so they weigh little. */
function selfSignals(page: PageText, host: KnownHost): readonly Signal[] {
  const author = page.author?.trim() ?? '';
  return [
    ...(author !== '' && author !== page.publisher ? [{ weight: 0.06, why: 'names its author' }] : []),
    ...(host.kind === 'unknown' && saidPublisher(page, host) !== undefined
      ? [{ weight: 0.05, why: 'names its publisher' }]
      : []),
  ];
}
