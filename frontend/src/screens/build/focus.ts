import { showSide } from '@/stores/view'

/** Puts the cursor into the field in which one asks. */
export function focusAsk(): void {
  showSide('try')
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-ask-field]')?.focus())
}
