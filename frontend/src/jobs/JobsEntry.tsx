/** The rail's entry for long work. */
export function JobsEntry() {
  return null
}
