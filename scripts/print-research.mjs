/** Prints a finished research task for people: report, sources with their scores, verdicts with their quotes, facts. */
export function printResearch(task, say) {
  const { metadata, result, usage } = task;
  say(`\n${'─'.repeat(80)}\n`);
  say(result || task.error);
  if (metadata.citations) printSources(metadata, say);
  if (metadata.verification) printVerdicts(metadata.verification, say);
  if (metadata.verification_note) say(`\nNot verified: ${metadata.verification_note}`);
  if (metadata.extracted_facts) printFacts(metadata, say);
  const { total_tokens: tokens, estimated_cost: usd } = usage;
  say(`\n${task.status}, ${tokens} tokens, $${usd.toFixed(4)} (${metadata.pricing ?? 'known prices'})`);
}

function printSources({ citations, research }, say) {
  say('\nSources, with how credible and how good they are:');
  citations.forEach((citation, index) => {
    const { title, source, url, credibility_score: credible, quality_score: good } = citation;
    say(`  [${index + 1}] ${title} (${source})`);
    say(`      ${url}`);
    say(`      credible ${credible.toFixed(2)}, quality ${good.toFixed(2)}`);
    for (const reason of research?.sources?.[index]?.why ?? []) say(`      · ${reason}`);
    for (const mirror of citation.mirrors ?? []) say(`      · the same text: ${mirror}`);
  });
}

const marks = { supported: '✓', contradicted: '✗', undecided: '?' };

function printVerdicts(verification, say) {
  const { supported_claims: supported, total_claims: total, overall_confidence: sure } = verification;
  say(`\nVerdicts: ${supported} of ${total} claims supported, confidence ${sure.toFixed(2)}`);
  for (const detail of verification.claim_details) {
    say(`  ${marks[detail.verdict]} ${detail.claim}`);
    say(`      ${detail.reason}`);
    for (const quote of [...detail.supporting_quotes, ...detail.conflicting_quotes].slice(0, 2)) {
      say(`      “${quote.text}”  (page ${quote.page.slice(0, 12)}, ${quote.start} to ${quote.end})`);
    }
  }
  for (const { claim, about, sides } of verification.conflicts) {
    say(`  Conflict (${about}): ${claim}`);
    for (const { citation, quote } of sides) say(`      ${citation ? `[${citation}] ` : ''}“${quote.text}”`);
  }
}

function printFacts({ extracted_facts: facts, fact_summary: summary }, say) {
  say(`\nFacts: ${summary.total_facts}, of high confidence ${summary.high_confidence}`);
  for (const { statement, source_citation: from, confidence } of facts) {
    say(`  · ${statement} ${from.map((number) => `[${number}]`).join('')} ${confidence.toFixed(2)}`);
  }
}
