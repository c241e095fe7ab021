import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core'
import { Ellipsis, KeyRound, Pencil, Plug, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, type Provider } from '@/bridge'
import { common } from '@/text/common'
import { connections as words, words as models } from '@/text/models'
import { done, failed } from '@/ui/toast'
import type { Start } from './AddModelDialog'
import css from './models.module.css'

interface Props {
  providers: readonly Provider[]
  onFind: (start: Start) => void
}

/** The services through which models are reached. */
export function Connections({ providers, onFind }: Props) {
  const [removing, setRemoving] = useState<Provider>()
  return (
    <section className={css.group} aria-labelledby="connections">
      <header>
        <h2 id="connections">{words.title}</h2>
        <p>{words.help}</p>
      </header>
      <ul className={css.rows}>
        {providers.map((provider) => (
          <li key={provider.name} className={css.row}>
            <span className={css.plug} aria-hidden><Plug size={16} /></span>
            <div className={css.rowMain}>
              <div className={css.rowHead}>
                <span className={css.rowTitle}>{provider.name}</span>
                {provider.local && <span className={css.chip} data-kind="good">{models.local}</span>}
              </div>
              <div className={css.facts}>
                {provider.address}
                {provider.hasKey && <span className={css.key}><KeyRound size={12} aria-hidden />{words.keyKept}</span>}
              </div>
            </div>
            <div className={css.rowActions}>
              <Button leftSection={<Plus size={15} />}
                onClick={() => onFind(provider.type === 'ollama' && provider.name === 'ollama' ? { place: 'local' } : { place: 'offer', provider })}>{words.find}</Button>
              <Menu>
                <Menu.Target>
                  <ActionIcon aria-label={words.actions(provider.name)} size={32}><Ellipsis size={16} /></ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<Pencil size={15} />} onClick={() => onFind({ place: 'service', provider })}>{words.change}</Menu.Item>
                  <Menu.Divider />
                  <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={() => setRemoving(provider)}>{words.remove}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </div>
          </li>
        ))}
      </ul>
      {removing && <RemoveConnection provider={removing} onClose={() => setRemoving(undefined)} />}
    </section>
  )
}

function RemoveConnection({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const remove = () => {
    onClose()
    api.models.removeProvider(provider.name).then(() => done(words.removed(provider.name)), failed)
  }
  return (
    <Modal opened onClose={onClose} title={words.removeTitle(provider.name)}>
      <p style={{ marginTop: 0 }}>{words.removeText}</p>
      <Group justify="flex-end" gap={8}>
        <Button onClick={onClose} data-autofocus>{common.cancel}</Button>
        <Button variant="filled" color="red" onClick={remove}>{words.remove}</Button>
      </Group>
    </Modal>
  )
}
