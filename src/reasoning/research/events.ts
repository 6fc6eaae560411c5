import { agents } from '../../contract/agents';
import type { NewEvent } from '../../contract/events';
import type { Coverage, ResearchQuestion, Understanding } from '../../contract/research/values';

/** Tells that a stage of research begins or has come to something; `stage` and its round make the event its own. */
export function stageEvent(
  stage: string,
  message: string,
  payload: Readonly<Record<string, unknown>> = {},
  agent: string = agents.orchestrator,
): NewEvent {
  const name = stage.split('/', 1)[0];
  return {
    key: `research:${stage}`,
    type: 'PROGRESS',
    agent_id: agent,
    message,
    payload: { stage: name, ...payload },
  };
}

/** Tells how a question was understood. */
export function understoodEvent({ kind, language, dimensions }: Understanding): NewEvent {
  const message = `Understood the question — ${counted(dimensions.length, 'dimension')}`;
  return stageEvent('understand', message, { kind, language, dimensions }, agents.planner);
}

/** Tells sub-questions that are to be worked on: those of the plan, or of a round of filling gaps. */
export function questionsEvent(questions: readonly ResearchQuestion[], round: number): NewEvent {
  const what = round === 0 ? 'Got a plan' : `Filling gaps, round ${round}`;
  const plan = questions.map(({ id, question }) => ({
    id,
    name: [...question].slice(0, 120).join(''),
    type: 'research',
  }));
  const payload = { plan, deps: [], ...(round > 0 && { round }) };
  const message = `${what} — ${counted(questions.length, 'sub-question')}`;
  return stageEvent(round === 0 ? 'plan' : `fill/${round}`, message, payload, agents.planner);
}

/** Tells how far the evidence reaches. */
export function coverageEvent({ dimensions }: Coverage, round: number): NewEvent {
  const covered = dimensions.filter((dimension) => dimension.covered === 'yes').length;
  const message = `Judged the evidence — ${covered} of ${counted(dimensions.length, 'dimension')} covered`;
  return stageEvent(`cover/${round}`, message, { round, dimensions }, agents.critic);
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
