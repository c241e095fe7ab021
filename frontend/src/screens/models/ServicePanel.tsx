import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { Cloud, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { api, asAppError, type AppError, type Provider } from '@/bridge'
import { usePresets, useProviders, useSecrets } from '@/stores/queries'
import { service as words } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import { hostOf } from './describe'
import { SecretsForm } from './SecretsForm'
import { faultsOf, firstDraft, isLoopback, type Faults } from './serviceDraft'
import css from './add.module.css'

interface Props {
  /** A known connection whose address or key changes. */
  provider: Provider | undefined
  onConnected: (provider: Provider) => void
}

/** Connects a provider: which service, its address, its key. */
export function ServicePanel({ provider, onConnected }: Props) {
  const presets = (usePresets().data ?? []).filter((preset) => provider !== undefined || preset.type !== 'ollama')
  const taken = (useProviders().data ?? []).map((known) => known.name)
  const secrets = useSecrets().data
  const [draft, setDraft] = useState(() => firstDraft(provider))
  const [faults, setFaults] = useState<Faults>({})
  const [error, setError] = useState<AppError>()
  const [busy, setBusy] = useState(false)
  const preset = presets.find((known) => known.id === draft.preset)
  const ready = secrets !== undefined && secrets.store !== 'none' && !secrets.locked
  const needsKey = draft.key !== '' || preset?.needsKey === true

  const choose = (id: string | null) => {
    const next = presets.find((known) => known.id === id)
    if (!next) return
    setFaults({})
    setDraft({ ...draft, preset: next.id, address: next.address, name: freeName(next.id === 'other' ? 'service' : next.id, taken) })
  }
  const change = (part: Partial<typeof draft>) => {
    setFaults({})
    setDraft({ ...draft, ...part })
  }
  const connect = async () => {
    const found = faultsOf(draft)
    setFaults(found)
    setError(undefined)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      onConnected(await api.models.addProvider(draft))
    } catch (cause) {
      const refusal = asAppError(cause)
      if (refusal.path === 'name' || refusal.path === 'address' || refusal.path === 'key') setFaults({ [refusal.path]: refusal.message })
      else setError(refusal)
      setBusy(false)
    }
  }
  return (
    <Stack gap="md">
      {!provider && (
        <Select label={words.choose} data={presets.map(({ id, title }) => ({ value: id, label: title }))} value={draft.preset || null} onChange={choose}
          description={preset?.help} inputWrapperOrder={['label', 'input', 'description']} data-autofocus searchable placeholder="OpenAI, Mistral, LM Studio…" />
      )}
      {(provider ?? preset) && (
        <form onSubmit={(event) => { event.preventDefault(); void connect() }} noValidate>
          <Stack gap="md">
            <Group grow align="start" gap="md">
              <TextInput label={words.name} description={words.nameHelp} inputWrapperOrder={['label', 'input', 'description', 'error']} disabled={provider !== undefined}
                value={draft.name} error={faults.name} onChange={(event) => change({ name: event.currentTarget.value })} />
              <TextInput label={words.address} description={words.addressHelp} inputWrapperOrder={['label', 'input', 'description', 'error']} type="url" spellCheck={false}
                value={draft.address} error={faults.address} onChange={(event) => change({ address: event.currentTarget.value })} />
            </Group>
            {ready ? (
              <PasswordInput label={provider?.hasKey ? words.keyNew : words.key} autoComplete="off" inputWrapperOrder={['label', 'input', 'description', 'error']}
                description={provider?.hasKey ? words.keyKeep : preset?.needsKey ? words.whereKey(preset.keyHelp) : words.keyNone}
                value={draft.key} error={faults.key} onChange={(event) => change({ key: event.currentTarget.value })} />
            ) : (
              secrets && <SecretsForm state={secrets} />
            )}
            {ready && needsKey && (
              <div className={css.safe}><KeyRound size={15} aria-hidden />{secrets.store === 'file' ? words.file : words.keychain}</div>
            )}
            {draft.address !== '' && !isLoopback(draft.address) && (
              <div className={css.leaves}><Cloud size={15} aria-hidden />{words.leaves(hostOf(draft.address))}</div>
            )}
            {error && <ErrorNote error={error} />}
            <Group justify="flex-end">
              <Button type="submit" variant="filled" loading={busy} disabled={preset?.needsKey === true && !provider?.hasKey && draft.key === ''}>
                {provider ? words.save : words.connect}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  )
}

/** The name, or with a number behind it when it is taken. */
function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  for (let i = 2; ; i++) if (!taken.includes(`${name}-${i}`)) return `${name}-${i}`
}
