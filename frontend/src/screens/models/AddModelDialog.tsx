import { Button, Group, Modal, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Provider } from '@/bridge'
import { add as words } from '@/text/models'
import { LocalPanel } from './LocalPanel'
import { OfferPanel } from './OfferPanel'
import { ServicePanel } from './ServicePanel'
import css from './add.module.css'

/** Where adding a model begins: here, at a service (new or known), or with a service's models. */
export type Start = { place: 'local' } | { place: 'service'; provider?: Provider } | { place: 'offer'; provider: Provider }

/** Adds models: from this computer, or through a connection to a provider. */
export function AddModelDialog({ start, onClose }: { start: Start; onClose: () => void }) {
  const [at, setAt] = useState<Start>(start)
  return (
    <Modal opened onClose={onClose} title={words.title} size={720}>
      {at.place !== 'offer' && (
        <SegmentedControl fullWidth size="md" aria-label={words.where} className={css.where} value={at.place}
          onChange={(place) => setAt(place === 'local' ? { place } : { place: 'service' })}
          data={[
            { value: 'local', label: <Choice title={words.local} help={words.localHelp} /> },
            { value: 'service', label: <Choice title={words.service} help={words.serviceHelp} /> },
          ]} />
      )}
      <div className={css.panel}>
        {at.place === 'local' && <LocalPanel />}
        {at.place === 'service' && <ServicePanel provider={at.provider} onConnected={(provider) => setAt({ place: 'offer', provider })} />}
        {at.place === 'offer' && <OfferPanel provider={at.provider} onChange={() => setAt({ place: 'service', provider: at.provider })} />}
      </div>
      {at.place !== 'service' && (
        <Group justify="flex-end" className={css.foot}><Button variant="filled" onClick={onClose}>{words.done}</Button></Group>
      )}
    </Modal>
  )
}

function Choice({ title, help }: { title: string; help: string }) {
  return (
    <span className={css.choice}>
      <strong>{title}</strong>
      <small>{help}</small>
    </span>
  )
}
