/** Puts a text on the clipboard. Some webviews lack the modern way, so the old one stands by. */
export async function copyText(text: string): Promise<boolean> {
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard) {
    try {
      await clipboard.writeText(text)
      return true
    } catch {
      // Refused outside a secure origin: fall through.
    }
  }
  return copyBySelection(text)
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.setAttribute('readonly', '')
  field.style.position = 'fixed'
  field.style.opacity = '0'
  const before = document.activeElement
  // Inside an open dialog, so that its focus trap lets the field be selected.
  const host = before?.closest('[role="dialog"]') ?? document.body
  host.append(field)
  field.select()
  // Deprecated, and the only way where the clipboard is refused.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const ok = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  return ok
}
