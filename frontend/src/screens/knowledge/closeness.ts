/** A cosine similarity as people say it. The steps are for reading at a glance; no rule uses them. */
export function closeness(similarity: number): 'very' | 'near' | 'some' | 'far' {
  if (similarity >= 0.8) return 'very'
  if (similarity >= 0.55) return 'near'
  if (similarity >= 0.3) return 'some'
  return 'far'
}
