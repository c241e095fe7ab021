import { Button, Group, PasswordInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { useState } from 'react'
import { api, asAppError, type AppError, type SecretState } from '@/bridge'
import { keys } from '@/stores/queries'
import { secrets as words } from '@/text/models'
import { ErrorNote } from '@/ui/ErrorNote'
import css from './add.module.css'

const shortest = 8

/** Where there is no keychain: makes the encrypted key file, or opens it. */
export function SecretsForm({ state }: { state: SecretState }) {
  const client = useQueryClient()
  const fresh = !state.locked
  const [passphrase, setPassphrase] = useState('')
  const [repeated, setRepeated] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError>()
  const short = fresh && passphrase !== '' && passphrase.length < shortest
  const differ = fresh && repeated !== '' && repeated !== passphrase
  const ready = passphrase !== '' && (!fresh || (passphrase.length >= shortest && repeated === passphrase))
  const unlock = async () => {
    setBusy(true)
    setError(undefined)
    try {
      client.setQueryData(keys.secrets, await api.models.unlockSecrets(passphrase))
    } catch (cause) {
      setError(asAppError(cause))
    } finally {
      setBusy(false)
    }
  }
  // Inside another form: the button acts by itself, and Enter is caught.
  const enter = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (ready) void unlock()
  }
  return (
    <div className={css.secrets}>
      <div className={css.secretsHead}><Lock size={16} aria-hidden /><strong>{fresh ? words.none : words.locked}</strong></div>
      <p>{fresh ? words.noneHelp : words.lockedHelp}</p>
      <Group align="start" gap="md" grow>
        <PasswordInput label={words.passphrase} autoComplete="off" value={passphrase} error={short ? words.short : undefined} onKeyDown={enter}
          onChange={(event) => setPassphrase(event.currentTarget.value)} />
        {fresh && (
          <PasswordInput label={words.repeat} autoComplete="off" value={repeated} error={differ ? words.differ : undefined} onKeyDown={enter}
            onChange={(event) => setRepeated(event.currentTarget.value)} />
        )}
      </Group>
      {error && <ErrorNote error={error} />}
      <Button mt="sm" disabled={!ready} loading={busy} onClick={() => void unlock()}>{fresh ? words.create : words.unlock}</Button>
    </div>
  )
}
