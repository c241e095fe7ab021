import type { Field, Problem } from '@/bridge'

/** What every control of a settings form gets. */
export interface WidgetProps {
  node: string
  field: Field
  /** The place in the settings: "model", or "inputs[0].name" in a row of a list. */
  path: string
  value: unknown
  problems: Problem[]
  onChange: (value: unknown) => void
}

export const asString = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The sentence of the first error; undefined for none. */
export const errorOf = (problems: Problem[]): string | undefined => problems.find((p) => p.severity === 'error')?.message

/** The properties that all of Mantine's inputs take alike. */
export function inputProps({ field, path, problems }: WidgetProps) {
  return {
    label: field.label,
    description: field.help || undefined,
    placeholder: field.placeholder || undefined,
    error: errorOf(problems),
    'data-field': path,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  }
}
