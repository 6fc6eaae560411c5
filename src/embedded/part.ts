/** Tells the person who starts Holdfast what is being done, one line at a time. */
export type Report = (line: string) => void;

/** Something embedded that runs until it is stopped; `stop` is safe to call twice and leaves no process behind. */
export interface RunningPart {
  readonly stop: () => Promise<void>;
}

/** Why something embedded cannot start: one sentence that ends with the remedy. Printed as it is, without a stack. */
export class StartError extends Error {
  override name = 'StartError';
}
