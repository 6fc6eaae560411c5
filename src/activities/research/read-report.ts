import type { Report } from '../../reasoning/research/report';
import type { ActivityDeps } from '../deps';
import { keptOutput } from './house-step';

/** The report that a step has put together. */
export async function readReport(deps: ActivityDeps, taskId: string, step: string): Promise<Report> {
  return (await keptOutput(deps, taskId, step))['report'] as Report;
}
