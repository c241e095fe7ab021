import type { Field, Problem, Settings } from '@/bridge'

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** Reports whether a control is shown with these settings: "field=value|other", "" always. */
export function isShown(field: Field, settings: Settings): boolean {
  if (field.widget === 'hidden') return false
  if (field.showIf === '') return true
  const [name = '', wanted = ''] = field.showIf.split(/=(.*)/s)
  return wanted.split('|').includes(asText(settings[name]))
}

/** The problems at a control; those of a list's rows belong to the list as a whole too. */
export const problemsAt = (problems: Problem[], path: string): Problem[] => problems.filter((p) => p.field === path)

export const concerns = (problem: Problem, name: string): boolean =>
  problem.field === name || (problem.field?.startsWith(name + '[') ?? false)
