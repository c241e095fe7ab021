/** A short random id. crypto.randomUUID is missing outside secure origins, which some webviews are not. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}
