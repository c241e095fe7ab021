import { Tooltip } from '@mantine/core'
import { Globe, Lock, Users } from 'lucide-react'
import { sensitivities } from '@/text/knowledge'
import css from './chips.module.css'

/** The labels, from open to closed. */
export const levels = ['public', 'internal', 'confidential'] as const
export type Level = (typeof levels)[number]

const icons = { public: Globe, internal: Users, confidential: Lock }

/** The label as one of the known ones; what is unknown counts as closed. */
export function levelOf(value: string): Level {
  return levels.find((level) => level === value) ?? 'confidential'
}

/** Who may see a knowledge base. */
export function SensitivityChip({ value }: { value: string }) {
  const level = levelOf(value)
  const Icon = icons[level]
  return (
    <Tooltip label={sensitivities[level].help}>
      <span className={css.chip} data-level={level}>
        <Icon size={12} aria-hidden />
        {sensitivities[level].label}
      </span>
    </Tooltip>
  )
}
