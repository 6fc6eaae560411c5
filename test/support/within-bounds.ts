import type { ResearchSettings } from '../../src/contract/research/settings';
import { mostOf } from '../../src/reasoning/research/strategies';
import { askedOf, purposeOf, systemOf } from './brain';
import type { EndlessWeb } from './endless-web';
import type { House } from './house';

/** Expects of a task that ran by its strategy alone that it took all the searches and pages that it may, and no more. */
export function expectWithinBounds(house: House, web: EndlessWeb, settings: ResearchSettings): void {
  const most = mostOf(settings);
  const { calls } = house.model;
  expect(web.searches).toHaveLength(most.searches);
  // Every page can be read: none takes the place of another.
  const questions = settings.questions + settings.rounds * settings.gaps;
  expect(web.asked).toHaveLength(questions * settings.pages);
  expect(calls.length).toBeLessThanOrEqual(most.modelCalls);
  expect(calls.length).toBeGreaterThanOrEqual(most.modelCalls * 0.5);
  const shown = calls.map((call) => house.models.countTokens(systemOf(call) + askedOf(call)));
  expect(shown.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThan(most.tokens);
  const parts = calls.filter((call) => ['report', 'section'].includes(purposeOf(call)));
  expect(parts).toHaveLength(settings.sections);
}
