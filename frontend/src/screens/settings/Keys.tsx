import { KeyRound } from 'lucide-react'
import { useSecrets } from '@/stores/queries'
import { keys as words } from '@/text/settings'
import { ErrorNote } from '@/ui/ErrorNote'
import { SecretsForm } from '../models/SecretsForm'
import { Section } from './Section'
import css from './settings.module.css'

/** Where the keys of providers are kept, and opening them where there is no keychain. */
export function Keys() {
  const { data: state, error, refetch } = useSecrets()
  return (
    <Section id="keys" title={words.title} help={words.help}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {state && (state.store === 'none' || state.locked) && <div className={css.inside}><SecretsForm state={state} /></div>}
      {state && state.store !== 'none' && !state.locked && <p className={css.kept}><KeyRound size={16} aria-hidden />{state.message}</p>}
    </Section>
  )
}
