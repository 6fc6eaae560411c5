import { z } from 'zod';
import { Understanding } from '../../contract/research';
import type { JsonObject } from '../../contract/task';

const Understood = z.object({
  research: z.object({
    language: Understanding.shape.language,
    time_frame: Understanding.shape.time_frame,
    entities: z.array(z.string()).default([]),
  }),
});

/** How a question was understood, as the summary of the run says. Throws where it says nothing of it. */
export function understoodIn(metadata: JsonObject): {
  readonly language: string;
  readonly timeFrame: Understanding['time_frame'];
  readonly entities: { name: string; aliases: string[] }[];
} {
  const { research } = Understood.parse(metadata);
  const entities = research.entities.map((name) => ({ name, aliases: [] }));
  return { language: research.language, timeFrame: research.time_frame, entities };
}
