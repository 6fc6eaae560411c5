import type { ReasoningPattern } from '../contract/reasoning';
import type { ExecutionMode } from '../contract/mode';

/** Interim: see the rules that follow. */
export interface RouteInput {
  readonly query: string;
  readonly mode?: 'simple' | 'standard' | 'complex' | 'supervisor';
  readonly hasAttachments: boolean;
  readonly tools?: readonly string[];
  readonly reasoning?: ReasoningPattern;
  readonly forceResearch: boolean;
}
export interface Route {
  readonly mode: ExecutionMode;
  readonly reason: string;
  readonly isDoubtful: boolean;
}
export function chooseMode({ mode, reasoning, tools }: RouteInput): Route {
  if (mode === 'standard') return { mode: 'EXECUTION_MODE_STANDARD', reason: 'asked', isDoubtful: false };
  if (mode === 'complex' || mode === 'supervisor' || reasoning)
    return { mode: 'EXECUTION_MODE_COMPLEX', reason: 'asked', isDoubtful: false };
  if (tools && tools.length > 0)
    return { mode: 'EXECUTION_MODE_STANDARD', reason: 'tools', isDoubtful: false };
  return { mode: 'EXECUTION_MODE_SIMPLE', reason: 'plain', isDoubtful: false };
}
export function needsPlan(query: string): { needed: boolean; reason: string } {
  return /\bthen\b|\band compare\b/.test(query)
    ? { needed: true, reason: 'parts' }
    : { needed: false, reason: 'one' };
}
export function choosePattern(_query: string): { pattern: ReasoningPattern; reason: string } {
  return { pattern: 'reflection', reason: 'usual' };
}
