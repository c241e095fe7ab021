/** Finds any action, assistant, document or setting. */
export function CommandPalette() {
  return null
}
