/** How close a passage is, in four steps for reading at a glance; no rule uses them. */
export type Closeness = 'very' | 'near' | 'some' | 'far'

// Cosines of embedding models crowd between .3 and .9; those of the built-in one, which counts
// forms of words, lie lower: a question and its very passage are about .5 alike.
const steps = { model: [0.8, 0.6, 0.4], builtin: [0.5, 0.35, 0.2] } as const

/** A cosine similarity as one of the steps. */
export function closeness(similarity: number, builtin: boolean): Closeness {
  const [very, near, some] = builtin ? steps.builtin : steps.model
  if (similarity >= very) return 'very'
  if (similarity >= near) return 'near'
  return similarity >= some ? 'some' : 'far'
}
