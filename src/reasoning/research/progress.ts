import type { Coverage, Dimension } from '../../contract/research/values';

/** How much has been read. */
export interface Reach {
  readonly pages: number;
  readonly hosts: number;
}

/** Whether a round of filling brought so little that another is not worth it: no new page, or one of a known host. */
export function isSaturated(before: Reach, after: Reach): boolean {
  const pages = after.pages - before.pages;
  const hosts = after.hosts - before.hosts;
  return pages === 0 || (hosts === 0 && pages < 2);
}

/** Whether nothing is missing any more. */
export function isCovered({ dimensions }: Coverage): boolean {
  return dimensions.every(({ covered }) => covered === 'yes');
}

/** What was judged to have no evidence at all, in the words of the dimensions. */
export function uncovered(dimensions: readonly Dimension[], coverage: Coverage | undefined): string[] {
  const lacking = new Set(
    (coverage?.dimensions ?? []).filter(({ covered }) => covered === 'no').map(({ id }) => id),
  );
  return dimensions.filter(({ id }) => lacking.has(id)).map(({ what }) => what);
}

/** The dimensions with how far the evidence reached when it was last judged, as the record shows them. */
export function coverageOf(
  dimensions: readonly Dimension[],
  coverage: Coverage | undefined,
): (Dimension & { readonly covered?: string; readonly missing?: string })[] {
  return dimensions.map((dimension) => {
    const judged = coverage?.dimensions.find(({ id }) => id === dimension.id);
    return judged ? { ...dimension, covered: judged.covered, missing: judged.missing } : dimension;
  });
}

/** How many times over the material of a call the pages must be worth reading before a report is parted. */
const partingFactor = 4;

/**
 * The dimensions by the sections that cover them, in their order: one section where what was read is little, more where
 * it is much; `characters` were read, one call is shown `material` of them, and `most` sections are allowed.
 */
export function splitSections(
  dimensions: readonly Dimension[],
  {
    characters,
    material,
    most,
  }: { readonly characters: number; readonly material: number; readonly most: number },
): (readonly Dimension[])[] {
  const wanted = Math.ceil(characters / (partingFactor * material));
  const count = Math.max(1, Math.min(most, dimensions.length, wanted));
  const sections: (readonly Dimension[])[] = [];
  for (let index = 0; index < count; index += 1) {
    const from = Math.round((index * dimensions.length) / count);
    sections.push(dimensions.slice(from, Math.round(((index + 1) * dimensions.length) / count)));
  }
  return sections;
}
