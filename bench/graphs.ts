/** A plan of the scripted model: steps in a row, or side by side. */
export function planOf(shape: string, steps: number): { steps: object[] } {
  const ids = Array.from({ length: steps }, (_, index) => `s${index + 1}`);
  return {
    steps: ids.map((id, index) => ({
      id,
      purpose: `part ${id} of graph ${shape} ${steps}`,
      needs: shape === 'chain' && index > 0 ? [ids[index - 1]] : [],
      tools: [],
      tier: 'small',
    })),
  };
}
