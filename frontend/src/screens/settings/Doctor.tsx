import { Button, Skeleton } from '@mantine/core'
import { CircleAlert, CircleCheck, CircleMinus, RotateCw } from 'lucide-react'
import type { DoctorCheck } from '@/bridge'
import { useDoctor } from '@/stores/queries'
import { doctor as words } from '@/text/settings'
import { ErrorNote } from '@/ui/ErrorNote'
import { Section } from './Section'
import css from './settings.module.css'

type State = keyof typeof words.states

const icons = { ok: CircleCheck, warning: CircleAlert, missing: CircleMinus }

const stateOf = (check: DoctorCheck): State => (check.status === 'ok' || check.status === 'missing' ? check.status : 'warning')

/** What is installed and reachable, each with what to do. */
export function Doctor() {
  const { data, error, isPending, isFetching, refetch } = useDoctor()
  const again = (
    <Button leftSection={<RotateCw size={15} />} loading={isFetching} onClick={() => void refetch()}>{words.again}</Button>
  )
  return (
    <Section id="doctor" title={words.title} help={words.help} action={again}>
      {error && <ErrorNote error={error} />}
      {isPending && [0, 1, 2].map((i) => <Skeleton key={i} height={18} width={`${70 - i * 12}%`} my={14} />)}
      <ul className={css.checks}>
        {(data ?? []).map((check) => {
          const state = stateOf(check)
          const Icon = icons[state]
          return (
            <li key={check.name} className={css.check}>
              <Icon size={18} data-state={state} aria-label={words.states[state]} />
              <div>
                <strong>{check.title}</strong>
                <div>{check.detail}</div>
                {state !== 'ok' && check.hint !== '' && <div className={css.hint}>{check.hint}</div>}
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
