import type { Verdict } from '../../../contract/research';
import { compareParticulars } from './compare-particulars';
import { comparePolarity } from './compare-polarity';
import type { Difference } from './difference';
import type { EvidenceQuote } from './evidence';
import type { RuleVerdict } from './judge-by-rules';
import { statementOf, type Statement } from './statement';

/** A model's verdict on a claim. */
export interface ModelVerdict {
  readonly verdict: Verdict;
  readonly confidence: number;
  readonly reason: string;
  /** The words that decide it, found again in their page (`findQuote`); absent where they do not stand there. */
  readonly quote?: EvidenceQuote | undefined;
}

/** A claim with its verdict and what it rests on. */
export interface JudgedClaim {
  readonly claim: string;
  readonly verdict: Verdict;
  readonly confidence: number;
  readonly reason: string;
  readonly judgedBy: 'rules' | 'model';
  readonly supporting: readonly EvidenceQuote[];
  readonly conflicting: readonly EvidenceQuote[];
  readonly difference?: Difference;
}

/** Models say that they are surer than they are; how much is not measured here. */
const trust = 0.9;

/**
 * Joins what rules and a model say about a claim.
 *
 * Rules that are sure stand. Else the model decides, unless its quote does not stand in a page, or it calls supported
 * what no evidence says: a number, a date, a name or a negation of the claim. With r and m the confidences of rules and
 * model (m times 0.9): both say the same, 1 - (1 - r)(1 - m); rules were undecided, 0.85 m; rules said otherwise,
 * m (1 - r/2); the model's word was refused, r.
 */
export function combineVerdicts(claim: Statement, rules: RuleVerdict, model?: ModelVerdict): JudgedClaim {
  const byRules = judgedByRules(claim, rules);
  if (!model) return byRules;
  const said = trust * Math.min(1, Math.max(0, model.confidence));
  if (model.verdict === rules.verdict) {
    return { ...withQuote(byRules, model), confidence: 1 - (1 - rules.confidence) * (1 - said) };
  }
  if (rules.isSure) return { ...byRules, confidence: rules.confidence * (1 - said / 4) };
  const refusal = refusalOf(claim, rules, model);
  if (refusal !== undefined) {
    const reason = rules.verdict === 'undecided' ? refusal : rules.reason;
    return { ...byRules, reason };
  }
  const confidence = rules.verdict === 'undecided' ? 0.85 * said : said * (1 - rules.confidence / 2);
  return {
    ...withQuote({ ...byRules, verdict: model.verdict }, model),
    confidence,
    judgedBy: 'model',
    reason: reasonOf(model),
  };
}

function judgedByRules({ text }: Statement, rules: RuleVerdict): JudgedClaim {
  const { verdict, confidence, reason, supporting, conflicting, difference } = rules;
  return {
    claim: text,
    verdict,
    confidence,
    reason,
    judgedBy: 'rules',
    supporting,
    conflicting,
    ...(difference ? { difference } : {}),
  };
}

/** Why a model's verdict does not count; undefined where it does. */
function refusalOf(
  claim: Statement,
  rules: RuleVerdict,
  { verdict, quote }: ModelVerdict,
): string | undefined {
  if (verdict === 'undecided') return undefined;
  if (!quote) return 'The words given as evidence do not stand in the page.';
  if (verdict !== 'supported') return undefined;
  const words = statementOf(quote.text, claim.language);
  const held = compareParticulars(claim, words, []);
  const unsaid = new Set([
    ...held.missing.map(({ text }) => text),
    ...held.differences.map(({ claimed }) => claimed),
  ]);
  const missing = rules.missing.filter(({ text }) => unsaid.has(text)).map(({ text }) => text);
  if (missing.length > 0) return `No passage that speaks of this says ${missing.join(', ')}.`;
  if (comparePolarity(claim, words).some(({ kind }) => kind === 'negation') && rules.supporting.length === 0)
    return 'One of claim and page denies what the other says.';
  return undefined;
}

function withQuote(judged: JudgedClaim, { verdict, quote }: ModelVerdict): JudgedClaim {
  if (!quote || verdict === 'undecided') return judged;
  const side = verdict === 'supported' ? 'supporting' : 'conflicting';
  const others = judged[side].filter(
    (one) => one.page !== quote.page || one.end <= quote.start || quote.end <= one.start,
  );
  return { ...judged, [side]: [quote, ...others] };
}

function reasonOf({ reason, verdict }: ModelVerdict): string {
  if (reason.trim() !== '') return reason.trim();
  return verdict === 'supported'
    ? 'A page says this.'
    : verdict === 'contradicted'
      ? 'A page says otherwise.'
      : 'No passage was found that says this.';
}
